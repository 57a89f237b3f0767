/*
 * A plain file relay to compare with: one thread, one upload at a time, poll, buffers of 256 KiB.
 * Usage: relay PORT RECEIVERS FILE
 * A peer sends a role ('U' or 'D') and a size of 64 bits, big end first. When one uploader and all receivers are there, each
 * chunk is received, written to FILE and sent to every receiver. At the end the uploader gets one byte and all are closed.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define CHUNK_BYTES (256 * 1024)
#define MAX_RECEIVERS 64

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static int listen_on(int port) {
  int fd = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (bind(fd, (struct sockaddr *)&address, sizeof address) < 0) fail("bind");
  if (listen(fd, 128) < 0) fail("listen");
  return fd;
}

/* A peer that ends without a header is somebody who asks whether the port is open. */
static char accept_peer(int listener, int *peer, uint64_t *size) {
  unsigned char header[9];
  int fd = accept(listener, NULL, NULL), yes = 1;
  if (fd < 0) fail("accept");
  if (recv(fd, header, sizeof header, MSG_WAITALL) != sizeof header) {
    close(fd);
    return 0;
  }
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  memcpy(size, header + 1, sizeof *size);
  *size = be64toh(*size);
  *peer = fd;
  return header[0];
}

static void send_to_all(const char *chunk, size_t bytes, const int *receivers, int count) {
  size_t sent[MAX_RECEIVERS] = {0};
  for (;;) {
    struct pollfd waiting[MAX_RECEIVERS];
    int behind = 0;
    for (int i = 0; i < count; i++) {
      if (sent[i] == bytes) continue;
      ssize_t n = send(receivers[i], chunk + sent[i], bytes - sent[i], MSG_DONTWAIT | MSG_NOSIGNAL);
      if (n < 0 && errno != EAGAIN) fail("send");
      if (n > 0) sent[i] += n;
      if (sent[i] < bytes) {
        waiting[behind].fd = receivers[i];
        waiting[behind++].events = POLLOUT;
      }
    }
    if (behind == 0) return;
    poll(waiting, behind, -1);
  }
}

static void relay(int uploader, uint64_t size, const int *receivers, int count, int file) {
  static char chunk[CHUNK_BYTES];
  while (size > 0) {
    ssize_t bytes = recv(uploader, chunk, size < CHUNK_BYTES ? size : CHUNK_BYTES, 0);
    if (bytes <= 0) fail("recv");
    for (ssize_t written = 0; written < bytes;) {
      ssize_t n = write(file, chunk + written, bytes - written);
      if (n < 0) fail("write");
      written += n;
    }
    send_to_all(chunk, bytes, receivers, count);
    size -= bytes;
  }
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  int listener = listen_on(atoi(argv[1])), wanted = atoi(argv[2]);
  if (wanted > MAX_RECEIVERS) return 2;
  for (;;) {
    int receivers[MAX_RECEIVERS], count = 0, uploader = -1, peer = -1;
    uint64_t size = 0;
    while (count < wanted || uploader < 0) {
      char role = accept_peer(listener, &peer, &size);
      if (role == 'U') uploader = peer;
      if (role == 'D') receivers[count++] = peer;
    }
    int file = open(argv[3], O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (file < 0) fail("open");
    relay(uploader, size, receivers, count, file);
    close(file);
    send(uploader, "K", 1, MSG_NOSIGNAL);
    close(uploader);
    for (int i = 0; i < count; i++) close(receivers[i]);
  }
}
