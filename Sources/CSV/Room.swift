// The room of CSV.
