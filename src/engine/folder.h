/*
** folder.h - where the host's level of the token cache lives. Blocks (a few system calls); Lua's thread, when a client is made.
*/
#ifndef WXC_FOLDER_H
#define WXC_FOLDER_H

#include "error.h"

#include <stddef.h>

/* Finds or makes the folder, mode 0700: `wanted` if not NULL, else xdg/wxcard (xdg may be NULL), else ~/.cache/wxcard by the
** password file, else /var/tmp/wxcard-UID, which must be ours. Fills `out`. A folder that was asked for and cannot be had is
** an error; without one asked for, WXC_ERR with kind "config" tells why there is only the process's cache. */
int wxc_cache_folder (const char *wanted, const char *xdg, char *out, size_t room, wxc_Error *err);

#endif
