// The room of Extract.
