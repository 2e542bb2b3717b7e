/*
** clock.h - the engine's two clocks. Any thread may call.
** Deadlines inside a process are monotonic; what is written to a file is wall time, in milliseconds since 1970.
*/
#ifndef WXC_CLOCK_H
#define WXC_CLOCK_H

#include <stdint.h>

#define WXC_MS INT64_C(1000000) /* nanoseconds */
#define WXC_SEC INT64_C(1000000000)
#define WXC_NEVER INT64_MAX

int64_t wxc_mono_ns (void);
int64_t wxc_wall_ms (void); /* plus the offset */

/* Moves the wall clock, in milliseconds: a field that specs set, zero otherwise. */
void wxc_wall_set_offset (int64_t ms);

/* A number in [0, bound), for jitter; not for secrets. Any thread. */
uint32_t wxc_jitter (uint32_t bound);

#endif
