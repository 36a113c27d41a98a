"""The customer-safe edition: what a customer may read, set for the customer (KAM.md §14.3)."""
