"""The workshop: documents become files at benches, in this process or in processes of their own, within limits."""
