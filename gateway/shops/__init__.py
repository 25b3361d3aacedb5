"""Where orders come from: files of shops, later their servers. Everything becomes a draft."""
