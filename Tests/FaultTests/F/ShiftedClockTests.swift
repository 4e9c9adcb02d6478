import Files
import Support
import Testing

/// A machine whose clock is wrong: the library that tells the time tells another, before anything of the program runs.
@Suite(
  .enabled(if: isInstalled("clang") || isInstalled("cc"), "a C compiler makes the wrong clock"))
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

  @Test(arguments: [-year, year, 40 * year])
  func `F7 a clock that is a year wrong changes no byte of the report it is asked for`(_ off: Int)
    throws
  {
    let database = try sampleDatabase()
    let right = try World()
    #expect(try right.run(["--database", database] + World.quarter).code == 0)
    let wrong = try World()
    try write(Self.source, to: wrong.home["clock.c"])
    let made = try shell(
      "$(command -v clang || command -v cc) -shared -fPIC -o \"$2\" \"$1\" -ldl",
      wrong.home["clock.c"],
      wrong.home["clock.so"])
    try #require(made.status.succeeded)
    let environment = ["LD_PRELOAD=" + wrong.home["clock.so"], "CLOCK_OFF=\(off)"]
    let outcome = try wrong.run(["--database", database] + World.quarter, environment: environment)
    #expect(outcome.code == 0, "\(outcome.error)")
    #expect(try differingBytes(right, wrong) == 0)
    // And it is the clock that decides which quarter is asked for where nobody says.
    let unasked = try wrong.run(["--database", database, "--verbose"], environment: environment)
    #expect(unasked.code == 0, "\(unasked.error)")
    let moved = try wrong.run(["--database", database, "--verbose"])
    #expect(unasked.output.last != moved.output.last, "the clock was not moved")
  }
}
