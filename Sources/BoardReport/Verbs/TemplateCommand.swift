import ArgumentParser
import Input
import System

/// Empty CSV files to fill in, and what to write where.
struct TemplateCommand: MutatingCommand {
  static let configuration = CommandConfiguration(
    commandName: "template",
    abstract: "Make a folder of empty CSV files to fill in (a request's form is commissions.csv).")

  @Argument(help: ArgumentHelp("Its last folder is made if need be.", valueName: "folder"))
  var folder: String

  func run() throws {
    do {
      let place = try Folder.openOrCreate(folder, mode: 0o750)
      try refuseToOverwrite(in: place)
      try write(in: place)
      Console.say(
        "\(folder): \(Template.files.count - 1) CSV files to fill in; \(Template.guide) says how")
    } catch {
      throw Failure(mapping: error, "nothing was written over")
    }
  }

  /// Before the first file is made: half a template among people's own files would be a mess.
  private func refuseToOverwrite(in place: borrowing Folder) throws {
    for (name, _) in Template.files {
      guard try place.entry(name) == nil else {
        throw Failure(
          .outputCannotBeCreated, "\(place.shown(name)) is there already; nothing was written over")
      }
    }
  }

  /// All of them or none.
  private func write(in place: borrowing Folder) throws(FileError) {
    var made: [String] = []
    do throws(FileError) {
      for (name, bytes) in Template.files {
        var file = try place.create(file: name, mode: 0o640)
        made.append(name)
        try file.append(bytes)
        _ = try file.finish()
      }
      try place.synchronize()
    } catch {
      // The first failure is the one to tell.
      for name in made { try? place.remove(file: name) }
      throw error
    }
  }
}
