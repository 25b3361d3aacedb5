"""Who drives from outside: shops, carriers, messages, web pages, the command line. No Qt."""
