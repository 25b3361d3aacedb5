"""Orders on their way: steps, holds, remarks, confirmation, and how they end early."""
