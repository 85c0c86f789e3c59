"""The page that asks for the passphrase of a locked store."""
