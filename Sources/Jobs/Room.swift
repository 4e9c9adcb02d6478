// The room of Jobs.
