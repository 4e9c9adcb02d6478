#ifndef BOARD_REPORT_CPOSIX
#define BOARD_REPORT_CPOSIX

// What POSIX and Linux offer but Swift's Glibc module hides, because these need _GNU_SOURCE, and the one signal
// handler.
// The prototypes are those of the manual pages. They need glibc 2.34 or later.

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <spawn.h>
#include <stddef.h>
#include <time.h>
#include <unistd.h>

extern char **environ;
extern int pipe2(int ends[2], int flags);
extern int renameat2(int, const char *, int, const char *, unsigned int);
extern const char *strerrorname_np(int);
extern const char *strerrordesc_np(int);
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *, int);

static inline char **cposix_environment(void) { return environ; }

static inline int cposix_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

/// Renames like rename(2), but fails with EEXIST instead of replacing. RENAME_NOREPLACE is 1.
static inline int cposix_rename_new(int folder, const char *from, int into, const char *name) {
  return renameat2(folder, from, into, name, 1);
}

static inline const char *cposix_error_name(int code) { return strerrorname_np(code); }
static inline const char *cposix_error_text(int code) { return strerrordesc_np(code); }

/// Returns the name in place. The name may be longer, and its record shorter, than the array that the header declares.
static inline const char *cposix_entry_name(const struct dirent *entry) { return entry->d_name; }

/// Gives blocks of this size and larger pages of their own for good. Otherwise glibc raises the limit with each such
/// block that is freed.
static inline int cposix_map_blocks(int bytes) { return mallopt(M_MMAP_THRESHOLD, bytes); }

/// Makes the child close everything above standard error. Returns 0 or the error number.
static inline int cposix_close_above_standard(posix_spawn_file_actions_t *actions) {
  return posix_spawn_file_actions_addclosefrom_np(actions, 3);
}

// The handler's state is local to a function, because Swift's importer emits no variable of file scope. It is static,
// so each compiled file that calls these functions has its own copy: only Signals.swift may call them.
struct cposix_signals {
  volatile sig_atomic_t first, finishing, held;
  struct timespec first_at;
  int wake;
};

static inline struct cposix_signals *cposix_signals(void) {
  static struct cposix_signals signals;
  return &signals;
}

/// Remembers the first signal and wakes the reader of the pipe. A second signal ends the program at once. A signal
/// within 100 ms of the first is the same request: timeout(1) signals the process and then its group.
static inline void cposix_handle(int number) {
  struct cposix_signals *signals = cposix_signals();
  struct timespec now;
  int saved = errno;
  if (signals->finishing) {
    signals->held = number;
    return;
  }
  clock_gettime(CLOCK_MONOTONIC, &now);
  if (signals->first) {
    long long passed = (now.tv_sec - signals->first_at.tv_sec) * 1000LL +
                       (now.tv_nsec - signals->first_at.tv_nsec) / 1000000;
    if (passed >= 100) _exit(128 + number);
  } else {
    signals->first_at = now;
    signals->first = number;
    ssize_t written = write(signals->wake, "", 1);
    (void)written;
  }
  errno = saved;
}

/// Installs the handler. A signal that was ignored from the start (nohup, a background job) stays ignored. Returns 0,
/// or -1 with errno.
static inline int cposix_catch(int number) {
  struct sigaction action = {0}, before;
  if (sigaction(number, NULL, &before) != 0) return -1;
  if (before.sa_handler == SIG_IGN) return 0;
  action.sa_handler = cposix_handle;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  sigaddset(&action.sa_mask, SIGINT);
  sigaddset(&action.sa_mask, SIGTERM);
  sigaddset(&action.sa_mask, SIGHUP);
  return sigaction(number, &action, NULL);
}

static inline int cposix_catch_signals(int wake) {
  cposix_signals()->wake = wake;
  if (cposix_catch(SIGINT) != 0 || cposix_catch(SIGTERM) != 0) return -1;
  return cposix_catch(SIGHUP);
}

static inline int cposix_received_signal(void) { return cposix_signals()->first; }
static inline void cposix_finish(void) { cposix_signals()->finishing = 1; }

/// Handles a signal that came since cposix_finish.
static inline void cposix_resume(void) {
  struct cposix_signals *signals = cposix_signals();
  signals->finishing = 0;
  if (signals->held) cposix_handle(signals->held);
  signals->held = 0;
}

#endif
