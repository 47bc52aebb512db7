-- A cancelled order looks for the coupons that it uses.
CREATE INDEX coupon_claim_used_by ON coupon_claim (used_by) WHERE used_by IS NOT NULL;
