"""The pages and addresses through which people reach the review; the only place that knows HTTP."""
