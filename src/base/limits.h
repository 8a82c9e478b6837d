/* SPDX-License-Identifier: Apache-2.0 */
/* limits: every limit of the program in one place, each with its reason. */
#ifndef QUIPU_BASE_LIMITS_H
#define QUIPU_BASE_LIMITS_H

/* --- memory --- */
enum {
    /* One request's arena. A page is some kB; the largest import page reads
     * 1 MB of body; nothing reachable from outside comes near 64 MB. */
    LIMIT_ARENA_BYTES = 64 * 1024 * 1024,
    /* Response buffer: the largest list page at 200 rows is under 300 kB. */
    LIMIT_RESPONSE_BYTES = 8 * 1024 * 1024,
};

/* --- HTTP (issue: HTTP core; traps A13, A14) --- */
enum {
    LIMIT_HEADER_BYTES = 16 * 1024,
    LIMIT_HEADER_COUNT = 100,
    LIMIT_URL_BYTES = 4 * 1024,
    LIMIT_BODY_BYTES = 1024 * 1024, /* upload routes name their own */
    LIMIT_UPLOAD_BYTES = 64 * 1024 * 1024,
    LIMIT_HEADER_MS = 10 * 1000,
    LIMIT_BODY_BASE_MS = 30 * 1000,
    LIMIT_BODY_BYTES_PER_S = 1000, /* 2G sends 2-5 kB/s */
    LIMIT_BODY_MAX_MS = 10 * 60 * 1000,
    LIMIT_BODY_WINDOW_MS = 20 * 1000, /* never less than … */
    LIMIT_BODY_WINDOW_BYTES = 200,    /* … these bytes in any window */
    LIMIT_WRITE_STALL_MS = 20 * 1000,
    LIMIT_KEEPALIVE_MS = 60 * 1000,
    LIMIT_CONNECTIONS = 4096,
    LIMIT_CONNECTIONS_PER_ADDRESS = 256, /* a campus is one address */
    LIMIT_SLOW_BODIES = 512,             /* bodies older than 5 s at a time */
    LIMIT_PIPELINE = 16,
    LIMIT_STOP_MS = 10 * 1000,
};

/* --- forms and text --- */
enum {
    LIMIT_FORM_FIELDS = 500,
    LIMIT_FIELD_BYTES = 64 * 1024,
    LIMIT_NAME_CHARS = 200,
    LIMIT_TEXT_CHARS = 20000,
    LIMIT_SLUG_CHARS = 40,
    /* An application that was begun and never sent, after its last step: who
     * comes back by the link does so within weeks, and the names and addresses
     * in it are kept for nothing else. */
    LIMIT_DRAFT_DAYS = 90,
    /* How long an institution may issue certificates itself before somebody
     * looks at it again; an agreement to join runs for three. */
    LIMIT_ACCREDITATION_YEARS = 5,
    /* A signed sheet, photographed by a telephone or scanned; the one file of
     * a case sent to the award: some pages with pictures. */
    LIMIT_PAPER_BYTES = 5 * 1024 * 1024,
};

/* --- people and sign-in (traps A13: a campus is one address) --- */
enum {
    LIMIT_SIGNINS_PER_ADDRESS_MIN = 100,
    LIMIT_SIGNINS_PER_ACCOUNT = 10, /* failures before waiting grows */
    LIMIT_PASSWORD_MIN_CHARS = 10,
    LIMIT_PASSWORD_MAX_BYTES = 1024,
    LIMIT_PASSWORD_QUEUE = 64, /* hashed one at a time; 66 ms each */
    LIMIT_SESSION_DAYS = 30,
    LIMIT_LINK_HOURS = 1,
};

/* --- database --- */
enum {
    LIMIT_ROWS = 10000,        /* one statement's answer */
    LIMIT_WRITE_QUEUE = 1024,  /* requests waiting for the writer */
    LIMIT_POOL_QUEUE = 256,    /* slow requests waiting for the pool */
    LIMIT_READ_LOOP_MS = 2000, /* a read on a network loop */
    LIMIT_READ_POOL_MS = 10000,
    LIMIT_WAL_BYTES = 64 * 1024 * 1024,
    LIMIT_BALLAST_BYTES = 64 * 1024 * 1024, /* given up on a full disk */
    /* Connections of a process to PostgreSQL: as many as threads that ask (24
     * of the pool and a few); three processes fit the server's usual 100. */
    LIMIT_PG_CONNECTIONS = 30,
    /* A page from a standby is at most so old, for those who wrote nothing; a
     * right that is taken away is gone there after as long. Once in that time
     * a process asks the primary how far it is. */
    LIMIT_STANDBY_MS = 2000,
    LIMIT_SEEN_S = 10, /* own writes are remembered: longer than that */
};

/* --- taking out (reports/export.h) --- */
enum {
    /* Of one archive from a page; it lies in the data folder while it is made
     * and sent. The command line has no such limits. */
    LIMIT_EXPORT_BYTES = 256 * 1024 * 1024,
    /* Nothing is sent before it is made, and proxies give up after a minute. */
    LIMIT_EXPORT_MS = 50 * 1000,
};

/* --- courses --- */
enum {
    LIMIT_LESSON_BYTES = 512 * 1024,
    LIMIT_COURSE_FILES = 5000,
    LIMIT_PICTURE_BYTES = 16 * 1024 * 1024,
    LIMIT_PICTURE_MEGAPIXELS = 40,
    LIMIT_QUESTIONS = 500,
};

#endif
