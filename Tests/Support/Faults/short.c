/* A system that takes and gives a few bytes at a time, and is interrupted now and then, as it may: for LD_PRELOAD. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/types.h>

static int turn;

static size_t few(size_t count) {
  size_t most = 1 + turn++ % 4001;
  return count < most ? count : most;
}

static int interrupted(void) {
  if (turn++ % 5) return 0;
  errno = EINTR;
  return 1;
}

#define ORIGINAL(name) __typeof__(&name) original = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

ssize_t write(int file, const void *bytes, size_t count);
ssize_t write(int file, const void *bytes, size_t count) {
  ORIGINAL(write);
  return interrupted() ? -1 : original(file, bytes, few(count));
}

ssize_t read(int file, void *bytes, size_t count);
ssize_t read(int file, void *bytes, size_t count) {
  ORIGINAL(read);
  return interrupted() ? -1 : original(file, bytes, few(count));
}

ssize_t send(int file, const void *bytes, size_t count, int flags) {
  ORIGINAL(send);
  return interrupted() ? -1 : original(file, bytes, few(count), flags);
}

ssize_t recv(int file, void *bytes, size_t count, int flags) {
  ORIGINAL(recv);
  return interrupted() ? -1 : original(file, bytes, few(count), flags);
}
