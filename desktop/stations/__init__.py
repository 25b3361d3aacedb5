"""The station screens: pick, pack and ship, driven by scans alone.

A screen paints what a `Shown` says and knows no use case, no database and no device. Every word
comes from `procedure.texts` or stands here as a msgid.
"""
