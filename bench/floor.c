/* The floor: every source is read and every byte of output written, by two processes, no more.

   floor LIST. A line of LIST is "d PATH" (a folder to make), "r PATH" (a source to read) or
   "w SIZE PATH" (a file to write); folders stand first and are made before the work is shared. */

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SHARES = 2, ROOM = 1 << 20, LINE = 8192 };

static char room[ROOM];

static void give_up(const char *path) {
    perror(path);
    exit(1);
}

static void read_source(const char *path) {
    int file = open(path, O_RDONLY);
    if (file < 0) give_up(path);
    while (read(file, room, ROOM) > 0) {}
    close(file);
}

static void write_output(const char *path, long left) {
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (file < 0) give_up(path);
    while (left > 0) {
        ssize_t done = write(file, room, left < ROOM ? (size_t)left : (size_t)ROOM);
        if (done <= 0) give_up(path);
        left -= done;
    }
    close(file);
}

static void work(const char *list, int share) {
    char line[LINE];
    long at = 0;
    FILE *rows = fopen(list, "r");
    if (rows == NULL) give_up(list);
    while (fgets(line, LINE, rows) != NULL) {
        line[strcspn(line, "\n")] = 0;
        if (line[0] == 'd') {
            if (share < 0) mkdir(line + 2, 0755);
            continue;
        }
        if (share < 0) break;
        if (at++ % SHARES != share) continue;
        if (line[0] == 'r') read_source(line + 2);
        else {
            char *path;
            long size = strtol(line + 2, &path, 10);
            write_output(path + 1, size);
        }
    }
    fclose(rows);
}

int main(int count, char **words) {
    int failed = 0, status;
    if (count != 2) return 2;
    memset(room, 'k', ROOM);
    work(words[1], -1);
    for (int share = 0; share < SHARES; share++)
        if (fork() == 0) {
            work(words[1], share);
            _exit(0);
        }
    while (wait(&status) > 0) failed |= status != 0;
    return failed;
}
