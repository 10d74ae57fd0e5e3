"""People and companies by HTTP, and the address at which every id resolves for ever."""
