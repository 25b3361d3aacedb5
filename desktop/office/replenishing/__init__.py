"""Replenish: what orders lack, from where it comes, and what is bought for it."""
