// The room of Files.
