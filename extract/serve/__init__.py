"""The report's page as a small local app: paste an article, or drop what `run` reads, and see what is found.

It answers on loopback only, and only pages that it has served itself: another site's page cannot send it articles
(its requests are of a type that browsers ask leave for, which is never given) nor reach it under a name of its own
(the Host has to be loopback). Files that were dropped, and what was made of them, lie in a folder that goes with it;
only corrections are kept, where it was given a folder for them.
"""

from extract.serve.app import LOOPBACK, MOST_BYTES, PortError, app, listen, serve

__all__ = ["LOOPBACK", "MOST_BYTES", "PortError", "app", "listen", "serve"]
