"""The process in a spreadsheet, out and in; as a picture; and what is otherwise in another version."""
