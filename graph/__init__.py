"""The lineage graph of United Nations resolutions: nodes, edges and their projections."""
