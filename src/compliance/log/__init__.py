"""Files to events: readers, headers, times, rejected rows. It tells the engine what to read; it opens no database."""
