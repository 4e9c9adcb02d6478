import Database
import Foundation
import Support
import System

/// A relation whose reading fails with an SQLSTATE, until that is lifted.
enum Faulting {
  /// Puts a view in the place of outcomes.
  static let script = """
    create table programme.fault (code text);
    grant select on programme.fault to public;
    create function programme.fail() returns boolean language plpgsql as $$
      declare one text; begin
        for one in select code from programme.fault loop
          raise exception 'canary Jane Doe 943 476 5919' using errcode = one,
            detail = 'Failing row contains (canary)';
        end loop;
        return true;
      end $$;
    alter table programme.outcomes rename to kept;
    create view programme.outcomes as select * from programme.kept where programme.fail();
    grant select on programme.outcomes to board_reader
    """

  static func set(_ code: String, _ database: String) throws {
    try Support.run("insert into programme.fault values ('\(code)')", database)
  }

  static func lift(_ database: String) throws { try Support.run("delete from programme.fault", database) }
}

extension Issued {
  /// Begins a run and does something once its first session has come and gone.
  func run(_ proxy: Proxy, _ conninfo: String? = nil, afterFirstSession body: () throws -> Void) throws -> ProgramRun {
    var child = try start(proxy.through(conninfo ?? database))
    child.closeInput()
    try eventually("the first session is over") { proxy.recordings.first?.isOver == true }
    try body()
    return try ended(&child)
  }

  /// The run of `run`, still running.
  func start(_ conninfo: String? = nil, _ words: [String] = []) throws -> ChildProcess {
    try world.start(
      ["run", "--job", world.job, "--output", world.archive, "--database", conninfo ?? database] + World.quarter + words
    )
  }

  func ended(_ child: inout ChildProcess) throws -> ProgramRun {
    var output: [String] = []
    while let line = try child.readLine(deadlineMilliseconds: 60_000) { output.append(line) }
    return ProgramRun(code: try child.wait().code, output: output, error: try world.complaints())
  }
}
