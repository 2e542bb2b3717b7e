/*
** upload.c - see upload.h. The multipart body is RFC 7578: parts in a fixed order, CRLF everywhere, the file last.
*/
#include "engine/upload.h"

#include "crypto/digest.h"
#include "engine/limits.h"
#include "json/buf.h"
#include "json/write.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct wxc_Upload {
  char *field, *path, *filename, *kinds; /* owned; path NULL for bytes */
  char *bytes;                           /* owned; the file itself when path is NULL */
  size_t max_size;
  uint64_t size; /* of the file */
  int fd;        /* -1 when closed */
  char boundary[40];
  char content_type[96];
  wxc_Buf head, tail; /* what stands before and after the file */
  uint64_t at;        /* position in head + file + tail */
  char *chunk;        /* owned; the piece of the file at chunk_at */
  uint64_t chunk_at;
  size_t chunk_len;
  int failed;
  char *meta_name, *meta_digest; /* owned; NULL for no meta part */
  wxc_Buf meta;                  /* its text */
};

static char *copy (const char *s, size_t len) {
  char *p = malloc(len + 1);
  if (p == NULL) return NULL;
  if (len > 0) memcpy(p, s, len);
  p[len] = '\0';
  return p;
}

static char *copy_string (const char *s) {
  return s != NULL ? copy(s, strlen(s)) : NULL;
}

static const char *last_segment (const char *path) {
  const char *slash = strrchr(path, '/');
  return slash != NULL ? slash + 1 : path;
}

static void make_boundary (wxc_Upload *up) {
  unsigned char random[12];
  size_t at = (size_t)snprintf(up->boundary, sizeof(up->boundary), "wxcard-");
  if (RAND_bytes(random, sizeof(random)) != 1) memset(random, 0x5a, sizeof(random));
  for (size_t i = 0; i < sizeof(random); i++)
    at += (size_t)snprintf(up->boundary + at, sizeof(up->boundary) - at, "%02x", random[i]);
  snprintf(up->content_type, sizeof(up->content_type), "multipart/form-data; boundary=%s", up->boundary);
}

wxc_Upload *wxc_upload_new (const char *field, const char *path, const char *bytes, size_t size, const char *filename,
                            const char *kinds, size_t max_size) {
  wxc_Upload *up = calloc(1, sizeof(*up));
  if (up == NULL) return NULL;
  up->fd = -1;
  up->max_size = max_size;
  up->size = size;
  up->field = copy_string(field);
  up->path = copy_string(path);
  up->bytes = path == NULL ? copy(bytes, size) : NULL;
  up->filename = copy_string(filename != NULL ? filename : path != NULL ? last_segment(path) : "upload");
  up->kinds = copy_string(kinds);
  wxc_buf_init(&up->head, 1024 * 1024);
  wxc_buf_init(&up->tail, 256);
  wxc_buf_init(&up->meta, 16384);
  make_boundary(up);
  if (up->field == NULL || up->filename == NULL || (path != NULL ? up->path : up->bytes) == NULL ||
      (kinds != NULL && up->kinds == NULL)) {
    wxc_upload_free(up);
    return NULL;
  }
  return up;
}

void wxc_upload_free (wxc_Upload *up) {
  if (up == NULL) return;
  if (up->fd >= 0) close(up->fd);
  wxc_buf_free(&up->head);
  wxc_buf_free(&up->tail);
  wxc_buf_free(&up->meta);
  free(up->meta_name);
  free(up->meta_digest);
  free(up->field);
  free(up->path);
  free(up->filename);
  free(up->kinds);
  free(up->bytes);
  free(up->chunk);
  free(up);
}

static void put (wxc_Buf *b, const char *s) {
  wxc_buf_add(b, s, strlen(s));
}

/* A quoted string for Content-Disposition: quotes and line ends are escaped as browsers do (RFC 7578, 4.2). */
static void put_quoted (wxc_Buf *b, const char *s) {
  wxc_buf_byte(b, '"');
  for (; *s != '\0'; s++) {
    if (*s == '"')
      put(b, "%22");
    else if (*s == '\r')
      put(b, "%0D");
    else if (*s == '\n')
      put(b, "%0A");
    else
      wxc_buf_byte(b, *s);
  }
  wxc_buf_byte(b, '"');
}

static void put_part_head (wxc_Upload *up, const char *name, const char *filename, const char *type) {
  wxc_Buf *b = &up->head;
  put(b, "--");
  put(b, up->boundary);
  put(b, "\r\nContent-Disposition: form-data; name=");
  put_quoted(b, name);
  if (filename != NULL) {
    put(b, "; filename=");
    put_quoted(b, filename);
  }
  if (type != NULL) {
    put(b, "\r\nContent-Type: ");
    put(b, type);
  }
  put(b, "\r\n\r\n");
}

int wxc_upload_add_text (wxc_Upload *up, const char *name, const char *text, size_t len) {
  put_part_head(up, name, NULL, NULL);
  wxc_buf_add(&up->head, text, len);
  put(&up->head, "\r\n");
  return up->head.failed ? WXC_ERR : WXC_OK;
}

typedef struct Kind {
  const char *name, *type;
  size_t offset, len;
  const char *magic;
} Kind;

static const Kind known_kinds[] = {
    {"jpeg", "image/jpeg", 0, 3, "\xff\xd8\xff"},
    {"png", "image/png", 0, 8, "\x89PNG\r\n\x1a\n"},
    {"gif", "image/gif", 0, 4, "GIF8"},
    {"bmp", "image/bmp", 0, 2, "BM"},
    {"mp4", "video/mp4", 4, 4, "ftyp"},
    {"amr", "audio/amr", 0, 5, "#!AMR"},
    {"mp3", "audio/mpeg", 0, 3, "ID3"},
    {"mp3", "audio/mpeg", 0, 2, "\xff\xfb"},
    {"mp3", "audio/mpeg", 0, 2, "\xff\xf3"},
    {"wav", "audio/wav", 8, 4, "WAVE"},
    {"wma", "audio/x-ms-wma", 0, 4, "\x30\x26\xb2\x75"},
};

static const Kind *kind_of (const char *first, size_t len) {
  for (size_t i = 0; i < sizeof(known_kinds) / sizeof(known_kinds[0]); i++) {
    const Kind *k = &known_kinds[i];
    if (len >= k->offset + k->len && memcmp(first + k->offset, k->magic, k->len) == 0) return k;
  }
  return NULL;
}

/* Whether `name` stands in the comma-separated list. */
static int listed (const char *list, const char *name) {
  size_t len = strlen(name);
  for (const char *p = list; (p = strstr(p, name)) != NULL; p += len)
    if ((p == list || p[-1] == ',') && (p[len] == '\0' || p[len] == ',')) return 1;
  return 0;
}

int wxc_upload_set_meta (wxc_Upload *up, const char *name, const char *digest) {
  up->meta_name = copy_string(name);
  up->meta_digest = copy_string(digest);
  return up->meta_name != NULL && up->meta_digest != NULL ? WXC_OK : WXC_ERR;
}

const char *wxc_upload_meta (const wxc_Upload *up, size_t *len) {
  *len = up->meta.len;
  return up->meta.len > 0 ? up->meta.data : NULL;
}

/* SHA-256 of the whole file in hex, read piece by piece. */
static int hash_file (wxc_Upload *up, char hex[WXC_SHA256_HEX + 1]) {
  EVP_MD_CTX *ctx = EVP_MD_CTX_new();
  unsigned char digest[EVP_MAX_MD_SIZE];
  int ok = ctx != NULL && EVP_DigestInit_ex(ctx, EVP_sha256(), NULL) == 1;
  if (ok && up->path == NULL) ok = EVP_DigestUpdate(ctx, up->bytes, (size_t)up->size) == 1;
  for (uint64_t at = 0; ok && up->path != NULL && at < up->size; at += up->chunk_len) {
    up->at = up->head.len + at;
    wxc_upload_fetch(up);
    ok = !up->failed && up->chunk_len > 0 && EVP_DigestUpdate(ctx, up->chunk, up->chunk_len) == 1;
  }
  if (ok) ok = EVP_DigestFinal_ex(ctx, digest, NULL) == 1;
  EVP_MD_CTX_free(ctx);
  if (ok) wxc_to_hex(digest, WXC_SHA256, hex);
  return ok ? WXC_OK : WXC_ERR;
}

static int make_meta (wxc_Upload *up, wxc_Error *err) {
  char hex[WXC_SHA256_HEX + 1];
  if (hash_file(up, hex) != WXC_OK) return wxc_error(err, "validation", up->field, NULL, "the file cannot be read");
  put(&up->meta, "{\"filename\":");
  if (wxc_json_string(&up->meta, up->filename, strlen(up->filename)) != WXC_OK)
    return wxc_error(err, "validation", up->field, NULL, "the file's name is not valid UTF-8");
  wxc_buf_byte(&up->meta, ',');
  wxc_json_string(&up->meta, up->meta_digest, strlen(up->meta_digest));
  put(&up->meta, ":\"");
  put(&up->meta, hex);
  put(&up->meta, "\"}");
  if (up->meta.failed) return wxc_error(err, "validation", up->field, NULL, "the file's name is too long");
  put_part_head(up, up->meta_name, NULL, "application/json");
  wxc_buf_add(&up->head, up->meta.data, up->meta.len);
  put(&up->head, "\r\n");
  return WXC_OK;
}

static int open_file (wxc_Upload *up, wxc_Error *err) {
  struct stat st;
  /* O_NONBLOCK: opening a FIFO must not wait for a writer */
  up->fd = open(up->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (up->fd < 0)
    return wxc_error(err, "validation", up->field, "check the path and its permissions", "cannot open the file: %s",
                     strerror(errno));
  if (fstat(up->fd, &st) != 0 || !S_ISREG(st.st_mode))
    return wxc_error(err, "validation", up->field, "give the path of a picture file", "not a regular file");
  up->size = (uint64_t)st.st_size;
  return WXC_OK;
}

int wxc_upload_open (wxc_Upload *up, wxc_Error *err) {
  const Kind *kind;
  if (up->path != NULL && up->fd < 0 && open_file(up, err) != WXC_OK) return WXC_ERR;
  if (up->size == 0) return wxc_error(err, "validation", up->field, "WeChat refuses empty files", "the file is empty");
  if (up->max_size > 0 && up->size > up->max_size)
    return wxc_error(err, "validation", up->field, "make the picture smaller", "%llu bytes, at most %zu",
                     (unsigned long long)up->size, up->max_size);
  up->at = up->head.len; /* as if the text parts were sent: fetch reads from the file's start */
  if (up->path != NULL) {
    wxc_upload_fetch(up);
    if (up->failed) return wxc_error(err, "validation", up->field, NULL, "the file cannot be read");
    kind = kind_of(up->chunk, up->chunk_len);
  }
  else
    kind = kind_of(up->bytes, (size_t)up->size);
  if (up->kinds != NULL && (kind == NULL || !listed(up->kinds, kind->name)))
    return wxc_error(err, "validation", up->field, "the first bytes decide, not the file's name",
                     "%s file, must be one of %s", kind != NULL ? kind->name : "unknown kind of", up->kinds);
  if (up->meta_name != NULL && make_meta(up, err) != WXC_OK) return WXC_ERR;
  put_part_head(up, up->field, up->filename, kind != NULL ? kind->type : "application/octet-stream");
  put(&up->tail, "\r\n--");
  put(&up->tail, up->boundary);
  put(&up->tail, "--\r\n");
  if (up->head.failed || up->tail.failed)
    return wxc_error(err, "validation", up->field, NULL, "the parts before the file are too large");
  up->at = 0;
  return WXC_OK;
}

int wxc_upload_is_open (const wxc_Upload *up) {
  return up->tail.len > 0;
}

const char *wxc_upload_content_type (const wxc_Upload *up) {
  return up->content_type;
}

uint64_t wxc_upload_size (const wxc_Upload *up) {
  return up->head.len + up->size + up->tail.len;
}

void wxc_upload_rewind (wxc_Upload *up) {
  up->at = 0;
}

static size_t min_size (size_t a, size_t b) {
  return a < b ? a : b;
}

long wxc_upload_read (wxc_Upload *up, char *out, size_t room) {
  uint64_t in_file = up->at - up->head.len; /* only looked at past the head */
  size_t n;
  if (up->at < up->head.len) {
    n = min_size(room, up->head.len - (size_t)up->at);
    memcpy(out, up->head.data + up->at, n);
  }
  else if (in_file < up->size && up->path == NULL) {
    n = min_size(room, (size_t)(up->size - in_file));
    memcpy(out, up->bytes + in_file, n);
  }
  else if (in_file < up->size) {
    if (up->failed) return -2;
    if (in_file < up->chunk_at || in_file >= up->chunk_at + up->chunk_len) return -1;
    n = min_size(room, (size_t)(up->chunk_at + up->chunk_len - in_file));
    memcpy(out, up->chunk + (in_file - up->chunk_at), n);
  }
  else {
    size_t in_tail = (size_t)(in_file - up->size);
    n = min_size(room, up->tail.len - in_tail);
    if (n > 0) memcpy(out, up->tail.data + in_tail, n);
  }
  up->at += n;
  return (long)n;
}

void wxc_upload_fetch (wxc_Upload *up) {
  uint64_t in_file = up->at - up->head.len;
  size_t want = WXC_UPLOAD_CHUNK;
  ssize_t n;
  if (in_file + want > up->size) want = (size_t)(up->size - in_file);
  if (up->chunk == NULL) up->chunk = malloc(WXC_UPLOAD_CHUNK);
  if (up->chunk == NULL) {
    up->failed = 1;
    return;
  }
  up->chunk_len = 0;
  up->chunk_at = in_file;
  while (up->chunk_len < want) {
    n = pread(up->fd, up->chunk + up->chunk_len, want - up->chunk_len, (off_t)(in_file + up->chunk_len));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) { /* gone shorter since it was measured */
      up->failed = 1;
      return;
    }
    up->chunk_len += (size_t)n;
  }
}
