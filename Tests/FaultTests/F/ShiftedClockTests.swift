import Support
import System
import Testing

/// A machine whose clock is wrong: the library that tells the time tells another, before anything of the program runs.
@Suite(.waits, .enabled(if: isInstalled("clang") || isInstalled("cc"), "a C compiler makes the wrong clock"))
struct `A clock that is wrong` {
  /// Every clock that tells the date, so many seconds off.
  private static let source = """
    #define _GNU_SOURCE
    #include <dlfcn.h>
    #include <stdlib.h>
    #include <sys/time.h>
    #include <time.h>
    static long off(void) { const char *s = getenv("CLOCK_OFF"); return s ? atol(s) : 0; }
    int clock_gettime(clockid_t id, struct timespec *t) {
      int (*real)(clockid_t, struct timespec *) = dlsym(RTLD_NEXT, "clock_gettime");
      int r = real(id, t);
      if (!r && id == CLOCK_REALTIME) t->tv_sec += off();
      return r;
    }
    int gettimeofday(struct timeval *restrict t, void *restrict z) {
      int (*real)(struct timeval *, void *) = dlsym(RTLD_NEXT, "gettimeofday");
      int r = real(t, z);
      if (!r) t->tv_sec += off();
      return r;
    }
    time_t time(time_t *p) {
      struct timespec t;
      clock_gettime(CLOCK_REALTIME, &t);
      if (p) *p = t.tv_sec;
      return t.tv_sec;
    }
    """

  private static let year = 365 * 86_400

  /// What a program's environment needs to have its clock so many seconds off.
  private func environment(_ off: Int, _ world: borrowing World) throws -> [String] {
    try write(Self.source, to: world.home["clock.c"])
    let made = try shell(
      "$(command -v clang || command -v cc) -shared -fPIC -o \"$2\" \"$1\" -ldl", world.home["clock.c"],
      world.home["clock.so"])
    try #require(made.status.succeeded)
    return ["LD_PRELOAD=" + world.home["clock.so"], "CLOCK_OFF=\(off)"]
  }

  @Test(arguments: [-year, year, 40 * year])
  func `F7 a clock that is a year wrong changes no byte of the report it is asked for`(_ off: Int) throws {
    let right = try World()
    try right.run(World.sample + World.quarter).expectSuccess()
    let wrong = try World()
    let environment = try environment(off, wrong)
    let outcome = try wrong.run(World.sample + World.quarter, environment: environment)
    outcome.expectSuccess()
    #expect(try differingBytes(right, wrong) == 0)
  }

  /// By the server's clock another quarter is the last that is over.
  @Test(arguments: [(-year, "365 days behind"), (40 * year, "14600 days ahead of")])
  func `F7 a report that a wrong clock would choose is not made, and check tells of the clock`(
    _ off: Int, _ words: String
  ) throws {
    let issued = try Issued()
    let environment = try environment(off, issued.world)
    let order = ["--database", issued.database]
    let outcome = try issued.world.run(order, environment: environment)
    try issued.expectNothing(outcome, 76, words, "--today")
    let checked = try issued.world.program(["check"] + order, environment: environment)
    #expect(checked.output.contains { $0.contains("warning") && $0.contains(words) })
    let told = try issued.world.run(order + ["--today", "2011-04-01"], environment: environment)
    told.expectSuccess()
    #expect(try names(in: issued.world.archive).contains("2010-11-Q4"))
  }

  @Test func `F7 a period is not over before it is so by both clocks`() throws {
    let issued = try Issued()
    let environment = try environment(Self.year, issued.world)
    let now = try answer("select extract(year from now())::int", issued.database) ?? ""
    let order = ["--database", issued.database, "--from", "\(now)-01-01", "--to", "\(now)-12-31"]
    let outcome = try issued.world.run(order, environment: environment)
    try issued.expectNothing(outcome, 76, "365 days ahead of")
  }
}
