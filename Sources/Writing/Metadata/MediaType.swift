/// What a file of ours holds, by its name.
struct MediaType {
  let name: String
  let format: String
  let isText: Bool

  init(path: String) {
    format = path.split(separator: ".").last.map(String.init) ?? ""
    (name, isText) =
      switch format {
      case "csv": ("text/csv", true)
      case "md": ("text/markdown", true)
      case "svg": ("image/svg+xml", true)
      case "json": ("application/json", true)
      case "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", false)
      default: ("application/octet-stream", false)
      }
  }
}
