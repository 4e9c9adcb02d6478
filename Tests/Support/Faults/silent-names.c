/* A resolver whose name servers never answer: for LD_PRELOAD. */
#include <netdb.h>
#include <unistd.h>

int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints, struct addrinfo **found) {
  for (;;) pause();
}
