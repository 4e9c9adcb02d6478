// The room of Import.
