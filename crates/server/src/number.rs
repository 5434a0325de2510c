//! Writing decimal numbers of a known precision: one integer and a point, no general float.

/// Appends a whole number.
pub(crate) fn push_integer(out: &mut Vec<u8>, number: u32) {
    out.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
}

/// Appends `units` × 10^−`DIGITS` without trailing zeros; a whole number keeps `.0`, as
/// `serde_json` writes it.
pub(crate) fn push_decimal<const DIGITS: u32>(out: &mut Vec<u8>, units: i64) {
    let scale = const { 10_u64.pow(DIGITS) };
    let magnitude = units.unsigned_abs();
    if units < 0 {
        out.push(b'-');
    }
    out.extend_from_slice(itoa::Buffer::new().format(magnitude / scale).as_bytes());
    out.push(b'.');
    let mut rest = magnitude % scale;
    let mut digits = [b'0'; 20];
    let digits = &mut digits[..DIGITS as usize];
    for digit in digits.iter_mut().rev() {
        *digit = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    let kept = digits.iter().rposition(|&digit| digit != b'0').map_or(1, |last| last + 1);
    out.extend_from_slice(&digits[..kept]);
}

/// Appends a number rounded to `DIGITS` decimals. What is too large for that many decimals
/// (beyond 10^12 for six) is written to the nearest that is not.
pub(crate) fn push_rounded<const DIGITS: u32>(out: &mut Vec<u8>, value: f64) {
    let scale = const { 10_u64.pow(DIGITS) } as f64;
    push_decimal::<DIGITS>(out, (value * scale).round() as i64);
}

#[cfg(test)]
mod tests {
    #![allow(clippy::float_cmp, reason = "a number read back is the one written, to the bit")]

    use super::*;

    fn check(value: f64, expect: &str) {
        let mut out = Vec::new();
        push_rounded::<6>(&mut out, value);
        assert_eq!(String::from_utf8(out).unwrap(), expect, "{value}");
    }

    #[test]
    fn numbers_are_written_to_their_last_digit_that_counts() {
        check(0.0, "0.0");
        check(1.0, "1.0");
        check(0.107, "0.107");
        check(0.000_001, "0.000001");
        check(0.000_000_4, "0.0");
        check(-1.5, "-1.5");
        check(-0.25, "-0.25");
        check(81.4, "81.4");
        check(123_456.789_012_3, "123456.789012");
    }

    proptest::proptest! {
        #[test]
        fn what_is_written_reads_back(units in -1_800_000_000_i64..1_800_000_000) {
            let mut out = Vec::new();
            push_decimal::<7>(&mut out, units);
            let back: f64 = std::str::from_utf8(&out).unwrap().parse().unwrap();
            proptest::prop_assert_eq!(back, units as f64 / 1e7);
        }
    }
}
