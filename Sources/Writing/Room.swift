// The room of Writing.
