/* trace record FILE PROGRAM...            every call about files, descriptors and sockets into FILE, a line each:
 *                                         thread, name, how many of that name before it in that thread, bytes, whether it makes a file
 * trace HARM THREAD NAME NUMBER PROGRAM...  at that one call instead of it: kill, signal:N, error:ENAME; or short: a third of the bytes
 *
 * Once it was done the file `harmed` is in the folder this was started in.
 *
 * Threads are numbered as they come; calls are counted from the program's own first on, the opening of /dev/null. Ends as the
 * program ends. The kernel stops the program only at the calls that are asked for, so a run takes little longer than without. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <elf.h>
#include <unistd.h>

static const struct name { int number; const char *name; } names[] = {
#define CALL(name) {SYS_##name, #name},
  CALL(read) CALL(write) CALL(readv) CALL(writev) CALL(pread64) CALL(pwrite64) CALL(openat) CALL(openat2)
  CALL(close) CALL(close_range) CALL(fstat) CALL(newfstatat) CALL(statx) CALL(statfs) CALL(fstatfs) CALL(faccessat)
  CALL(faccessat2) CALL(lseek) CALL(fcntl) CALL(flock) CALL(fsync) CALL(fdatasync) CALL(syncfs) CALL(ftruncate)
  CALL(fallocate) CALL(copy_file_range) CALL(sendfile) CALL(getdents64) CALL(getcwd) CALL(chdir) CALL(fchdir)
  CALL(renameat) CALL(renameat2) CALL(mkdirat) CALL(linkat) CALL(unlinkat) CALL(symlinkat) CALL(readlinkat)
  CALL(fchmod) CALL(fchmodat) CALL(fchown) CALL(fchownat) CALL(utimensat) CALL(ioctl) CALL(dup) CALL(dup3)
  CALL(pipe2) CALL(ppoll) CALL(pselect6) CALL(epoll_create1) CALL(epoll_ctl) CALL(epoll_pwait) CALL(eventfd2)
  CALL(timerfd_create) CALL(timerfd_settime) CALL(signalfd4) CALL(memfd_create) CALL(socket) CALL(socketpair)
  CALL(connect) CALL(bind) CALL(listen) CALL(accept4) CALL(shutdown) CALL(getsockname) CALL(getpeername)
  CALL(setsockopt) CALL(getsockopt) CALL(sendto) CALL(recvfrom) CALL(sendmsg) CALL(recvmsg) CALL(sendmmsg)
  CALL(recvmmsg)
#ifdef SYS_open /* x86-64 has older ones besides */
  CALL(open) CALL(creat) CALL(stat) CALL(lstat) CALL(access) CALL(rename) CALL(mkdir) CALL(rmdir) CALL(link)
  CALL(unlink) CALL(symlink) CALL(readlink) CALL(chmod) CALL(chown) CALL(dup2) CALL(pipe) CALL(poll) CALL(select)
  CALL(epoll_create) CALL(epoll_wait)
#endif
};
enum { count_of_names = sizeof names / sizeof *names, most_threads = 64 };

static struct { pid_t id; int counts[count_of_names]; } threads[most_threads];
static int thread_count, has_begun;
static const char *harm = "record";
static int wanted_thread, wanted_name = -1, wanted_number, harmed;
static FILE *out;

static void fail(const char *what) { perror(what); exit(125); }

static int index_of(int number) {
  for (int i = 0; i < count_of_names; i++) if (names[i].number == number) return i;
  return -1;
}

/* In the child: what the kernel is to stop at. */
static void watch(void) {
  struct sock_filter code[2 * count_of_names + 2];
  int n = 0;
  code[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
  for (int i = 0; i < count_of_names; i++) {
    if (wanted_name >= 0 && i != wanted_name && names[i].number != SYS_openat) continue;
    code[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)names[i].number, 0, 1);
    code[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE);
  }
  code[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
  struct sock_fprog program = {(unsigned short)n, code};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program)) fail("seccomp");
}

static int thread_of(pid_t id) {
  for (int i = 0; i < thread_count; i++) if (threads[i].id == id) return i;
  if (thread_count == most_threads) { fputs("trace: too many threads\n", stderr); exit(125); }
  threads[thread_count].id = id;
  return thread_count++;
}

/* The call is not made; or, with error 0, made with fewer bytes. */
static void alter(pid_t id, int error, unsigned long long bytes) {
#if defined(__x86_64__)
  struct user_regs_struct registers;
  if (ptrace(PTRACE_GETREGS, id, 0, &registers)) return;
  if (error) { registers.orig_rax = -1ULL; registers.rax = -(unsigned long long)error; }
  else registers.rdx = bytes;
  ptrace(PTRACE_SETREGS, id, 0, &registers);
#elif defined(__aarch64__)
  struct user_regs_struct registers;
  struct iovec all = {&registers, sizeof registers};
  if (ptrace(PTRACE_GETREGSET, id, NT_PRSTATUS, &all)) return;
  int none = -1;
  struct iovec number = {&none, sizeof none};
  if (error) {
    ptrace(PTRACE_SETREGSET, id, NT_ARM_SYSTEM_CALL, &number);
    registers.regs[0] = -(unsigned long long)error;
  } else registers.regs[2] = bytes;
  ptrace(PTRACE_SETREGSET, id, NT_PRSTATUS, &all);
#else
#error "registers of this processor are not known"
#endif
}

static int error_named(const char *name) {
  for (int i = 1; i < 134; i++) {
    const char *known = strerrorname_np(i);
    if (known && !strcmp(known, name)) return i;
  }
  fprintf(stderr, "trace: no error %s\n", name);
  exit(125);
}

static void meet(pid_t program, pid_t id) {
  struct __ptrace_syscall_info info;
  if (ptrace(PTRACE_GET_SYSCALL_INFO, id, sizeof info, &info) <= 0) return;
  int name = index_of((int)info.seccomp.nr);
  if (name < 0) return;
  int opens = info.seccomp.nr == SYS_openat;
  int thread = thread_of(id);
  if (!has_begun && opens && (info.seccomp.args[2] & O_ACCMODE) == O_RDWR) {
    char path[10] = "";
    struct iovec here = {path, sizeof path}, there = {(void *)info.seccomp.args[1], sizeof path};
    if (process_vm_readv(id, &here, 1, &there, 1, 0) > 0 && !memcmp(path, "/dev/null", 10)) {
      has_begun = 1;
      memset(threads[thread].counts, 0, sizeof threads[thread].counts);
    }
  }
  if (!has_begun) return;
  int number = ++threads[thread].counts[name];
  if (out)
    fprintf(out, "%d %s %d %llu %d\n", thread, names[name].name, number, (unsigned long long)info.seccomp.args[2],
      opens && (info.seccomp.args[2] & O_CREAT));
  if (out || harmed || thread != wanted_thread || name != wanted_name || number != wanted_number) return;
  harmed = 1;
  close(open("harmed", O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
  if (!strcmp(harm, "kill")) kill(program, SIGKILL);
  else if (!strncmp(harm, "signal:", 7)) kill(program, atoi(harm + 7));
  else if (!strncmp(harm, "error:", 6)) alter(id, error_named(harm + 6), 0);
  else alter(id, 0, 1 + info.seccomp.args[2] / 3);
}

int main(int count, char **words) {
  char **program;
  if (count > 3 && !strcmp(words[1], "record")) {
    if (!(out = fopen(words[2], "we"))) fail(words[2]);
    program = words + 3;
  } else if (count > 5) {
    harm = words[1];
    wanted_thread = atoi(words[2]);
    for (int i = 0; i < count_of_names; i++) if (!strcmp(names[i].name, words[3])) wanted_name = i;
    if (wanted_name < 0) { fprintf(stderr, "trace: no call %s\n", words[3]); return 125; }
    wanted_number = atoi(words[4]);
    program = words + 5;
  } else {
    fputs("usage: trace record FILE PROGRAM... | trace HARM THREAD NAME NUMBER PROGRAM...\n", stderr);
    return 64;
  }

  int gate[2];
  if (pipe2(gate, O_CLOEXEC)) fail("pipe");
  pid_t child = fork();
  if (child < 0) fail("fork");
  if (!child) {
    char byte;
    close(gate[1]);
    if (read(gate[0], &byte, 1) != 1) _exit(125);
    watch();
    execvp(program[0], program);
    _exit(127);
  }
  long options = PTRACE_O_EXITKILL | PTRACE_O_TRACESECCOMP | PTRACE_O_TRACECLONE | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK
    | PTRACE_O_TRACEEXEC;
  if (ptrace(PTRACE_SEIZE, child, 0, options)) fail("ptrace");
  if (write(gate[1], "", 1) != 1) fail("pipe");
  close(gate[0]);
  close(gate[1]);
  thread_of(child);

  int status, last = 0;
  pid_t id;
  while ((id = waitpid(-1, &status, __WALL)) > 0) {
    if (!WIFSTOPPED(status)) {
      if (id == child) last = status;
      continue;
    }
    int sent = 0;
    int event = status >> 16;
    if (event == PTRACE_EVENT_SECCOMP) meet(child, id);
    else if (event == PTRACE_EVENT_STOP && WSTOPSIG(status) != SIGTRAP) {
      ptrace(PTRACE_LISTEN, id, 0, 0);
      continue;
    } else if (!event) sent = WSTOPSIG(status);
    ptrace(PTRACE_CONT, id, 0, sent);
  }
  if (out && fclose(out)) fail("record");
  if (WIFSIGNALED(last)) {
    signal(WTERMSIG(last), SIG_DFL);
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_UNBLOCK, &all, 0);
    raise(WTERMSIG(last));
  }
  return WEXITSTATUS(last);
}
