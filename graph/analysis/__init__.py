"""What can be asked of a lineage."""
