/* SPDX-License-Identifier: Apache-2.0 */
/* health_pages: what a supervisor or a proxy asks: does the process answer,
 * and does the database behind it. No page for people. */

#include "core/setting.h"
#include "handlers.h"
#include "http/req.h"

#include <string.h>

static enum err
say(struct req *r, const char *text)
{
    r->no_store = true;
    return res_bytes(r, "text/plain; charset=utf-8", text, strlen(text), NULL);
}

enum err
alive_get(struct req *r)
{
    return say(r, "alive\n");
}

/* A database that does not answer makes this 503, as it does any page. */
enum err
ready_get(struct req *r)
{
    const char *url;

    TRY(setting_text(r->ctx, "url", &url));
    return say(r, "ready\n");
}
