/*
** limits.h - every bound of the engine in one place.
*/
#ifndef WXC_LIMITS_H
#define WXC_LIMITS_H

#define WXC_MAX_IN_FLIGHT 1000 /* calls that are being sent */
#define WXC_MAX_QUEUE 4000     /* calls behind them; one more is "busy" */
#define WXC_MAX_SLOTS 16384    /* calls in any state, results nobody took yet included */
#define WXC_MAX_HOST_CONNECTIONS 256L
#define WXC_MAX_RESPONSE (8u * 1024 * 1024)    /* bytes of one answer */
#define WXC_MAX_RESPONSES (256u * 1024 * 1024) /* bytes of all answers that are held */
#define WXC_MAX_HEADERS (64u * 1024)
#define WXC_MAX_TOKEN 2048     /* bytes; WeChat says to keep room for 512 */
#define WXC_MAX_ATTEMPTS 3     /* of a safe call that failed after it was sent */
#define WXC_MAX_CONNECTS 6     /* of any call that was never sent: for about 2 seconds */
#define WXC_POOL_THREADS 2     /* at least; one a core for RSA */
#define WXC_UPLOAD_CHUNK 65536 /* bytes read ahead of libcurl */

#endif
