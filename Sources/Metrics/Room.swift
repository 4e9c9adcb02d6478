// The room of Metrics.
