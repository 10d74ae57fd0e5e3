"""What knows nothing of leads: ids that sort by time, batches that waiting requests share, refusals, words, frames."""
