/*
** rate.h - limits of calls: at most so many in any window of so long, for a name. Engine thread only.
*/
#ifndef WXC_RATE_H
#define WXC_RATE_H

#include <stdint.h>

typedef struct wxc_Rates wxc_Rates;

wxc_Rates *wxc_rates_new (void);
void wxc_rates_free (wxc_Rates *rates); /* also NULL */

/* Takes a place among `calls` a `window` (ns) and returns when the call may leave (monotonic), `now` if at once; a time
** past `latest` is only told, and no place taken. Without memory there is no limit. */
int64_t wxc_rate_take (wxc_Rates *rates, const char *name, int calls, int64_t window, int64_t now, int64_t latest);

#endif
