import CPosix

/// The process's memory.
package enum Memory {
  /// What is large goes back to the system when it is let go, and is no gap among small things that stay.
  package static func returnLargeBlocks() { _ = cposix_map_blocks(1 << 20) }
}
