// The statements, embedded.
