"""Speed as ratios: each figure is measured against a reference in the same run on the same input."""
