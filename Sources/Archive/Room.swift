// The room of Archive.
