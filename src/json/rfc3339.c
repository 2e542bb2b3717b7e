/*
** rfc3339.c - see rfc3339.h.
*/
#include "json/rfc3339.h"

#include "error.h"

/* The next n digits; -1 when there are others. */
static int digits (const char **p, const char *end, int n) {
  int value = 0;
  if (end - *p < n) return -1;
  for (int i = 0; i < n; i++, (*p)++) {
    if (**p < '0' || **p > '9') return -1;
    value = value * 10 + (**p - '0');
  }
  return value;
}

static int expect (const char **p, const char *end, char c) {
  if (*p >= end || **p != c) return 0;
  (*p)++;
  return 1;
}

static int days_in (int year, int month) {
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  int leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return days[month - 1] + (month == 2 && leap);
}

/* Days since 1970 of the proleptic Gregorian calendar. */
static int64_t days_since_1970 (int year, int month, int day) {
  int64_t y = month <= 2 ? year - 1 : year;
  int64_t era = (y >= 0 ? y : y - 399) / 400, of_era = y - era * 400;
  int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

/* Z, or +08:00: in seconds. WXC_ERR when it is neither. */
static int read_offset (const char **p, const char *end, int64_t *offset) {
  int sign = *p < end && **p == '-' ? -1 : 1, hours, minutes;
  *offset = 0;
  if (expect(p, end, 'Z') || expect(p, end, 'z')) return WXC_OK;
  if (!expect(p, end, '+') && !expect(p, end, '-')) return WXC_ERR;
  if ((hours = digits(p, end, 2)) < 0 || hours > 23 || !expect(p, end, ':') || (minutes = digits(p, end, 2)) < 0 ||
      minutes > 59)
    return WXC_ERR;
  *offset = sign * (hours * 3600 + minutes * 60);
  return WXC_OK;
}

int wxc_rfc3339_read (const char *text, size_t len, int64_t *seconds) {
  const char *p = text, *end = text + len;
  int year, month, day, hour, minute, second;
  int64_t offset;
  if ((year = digits(&p, end, 4)) < 0 || !expect(&p, end, '-') || (month = digits(&p, end, 2)) < 1 || month > 12 ||
      !expect(&p, end, '-') || (day = digits(&p, end, 2)) < 1 || day > days_in(year, month))
    return WXC_ERR;
  if (!expect(&p, end, 'T') || (hour = digits(&p, end, 2)) < 0 || hour > 23 || !expect(&p, end, ':') ||
      (minute = digits(&p, end, 2)) < 0 || minute > 59 || !expect(&p, end, ':') || (second = digits(&p, end, 2)) < 0 ||
      second > 60)
    return WXC_ERR;
  if (expect(&p, end, '.')) {
    if (digits(&p, end, 1) < 0) return WXC_ERR;
    while (p < end && *p >= '0' && *p <= '9') p++;
  }
  if (read_offset(&p, end, &offset) != WXC_OK || p != end) return WXC_ERR;
  if (seconds != NULL)
    *seconds = days_since_1970(year, month, day) * 86400 + hour * 3600 + minute * 60 + second - offset;
  return WXC_OK;
}
