/// RFC 4180 read a second time, from the whole file at once and by another way: lines are cut at the line ends that an even
/// number of quotes stands before, fields at such commas. nil for a file that the RFC does not allow.
func plainCSV(_ bytes: [UInt8]) -> [[[UInt8]]]? {
  var rows: [[[UInt8]]] = []
  var row: [[UInt8]] = []
  var field: [UInt8] = []
  var isOpen = false
  var index = 0
  func unquoted(_ field: [UInt8]) -> [UInt8]? {
    guard field.contains(0x22) else { return field }
    guard field.count >= 2, field.first == 0x22, field.last == 0x22 else { return nil }
    var text: [UInt8] = []
    var rest = field.dropFirst().dropLast()
    while let byte = rest.popFirst() {
      if byte == 0x22, rest.popFirst() != 0x22 { return nil }
      text.append(byte)
    }
    return text
  }
  while index < bytes.count {
    let byte = bytes[index]
    index += 1
    if byte == 0x22 { isOpen.toggle() }
    guard !isOpen, byte == 0x2C || byte == 0x0D || byte == 0x0A else {
      field.append(byte)
      continue
    }
    guard let text = unquoted(field) else { return nil }
    row.append(text)
    field = []
    guard byte != 0x2C else { continue }
    rows.append(row)
    row = []
    if byte == 0x0D, index < bytes.count, bytes[index] == 0x0A { index += 1 }
  }
  guard !isOpen else { return nil }
  if !row.isEmpty || !field.isEmpty {
    guard let text = unquoted(field) else { return nil }
    rows.append(row + [text])
  }
  return rows
}
