"""Sample texts that ship with the project; see NOTICE for where they come from."""
