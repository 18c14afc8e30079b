//! Days of a part: for each bucket of days, how many of its items are of each day, from the 31st down to the first.

use super::{Bucket, When};
use crate::{Damage, Take};

/// For each bucket: where in newest order each of its days begins, the latest first, and where the last one ends; empty for buckets without days.
pub type Days = Vec<Vec<u32>>;

/// Reads the days of a part.
pub fn read(bytes: &[u8], buckets: &[Bucket]) -> Result<Days, Damage> {
    let mut take = Take(bytes);
    let mut days = Vec::with_capacity(buckets.len());
    for bucket in buckets {
        let mut starts = Vec::new();
        if let When::Days(_) = bucket.when {
            let mut start = bucket.start;
            starts.push(start);
            for _ in 0..31 {
                start += take.below(bucket.count + 1)?;
                starts.push(start);
            }
            if start != bucket.start + bucket.count {
                return Err(Damage::of("its days do not have all items"));
            }
        }
        days.push(starts);
    }
    take.end()?;
    Ok(days)
}

/// The day of the month, 1–31, of a place in a bucket that begins its days at `starts`.
pub fn day_of(starts: &[u32], place: u32) -> u32 {
    32 - starts.partition_point(|start| *start <= place).clamp(1, 31) as u32
}

/// Writes the days; `day` gives the day of the month of a place.
#[cfg(feature = "write")]
pub fn write(buckets: &[Bucket], day: &dyn Fn(u32) -> u32, put: &mut crate::Put) {
    for bucket in buckets {
        if let When::Days(_) = bucket.when {
            let mut counts = [0_u32; 31];
            for place in bucket.start..bucket.start + bucket.count {
                counts[31 - day(place) as usize] += 1;
            }
            counts.iter().for_each(|count| put.number(*count));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Put;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn days_come_back(mut of in proptest::collection::vec(1..=31u32, 1..60)) {
            of.sort_unstable_by(|one, other| other.cmp(one));
            let count = of.len() as u32;
            let buckets = [
                Bucket { when: When::Year(2024), start: 0, count: 4 },
                Bucket { when: When::Days(24_000), start: 4, count },
            ];
            let mut put = Put::default();
            write(&buckets, &|place| of[place as usize - 4], &mut put);
            let days = read(&put.0, &buckets).unwrap();
            prop_assert!(days[0].is_empty());
            for (place, day) in (4..).zip(of) {
                prop_assert_eq!(day_of(&days[1], place), day);
            }
        }

        #[test]
        fn nothing_panics(bytes: Vec<u8>) {
            let _ = read(&bytes, &[Bucket { when: When::Days(24_000), start: 0, count: 9 }]);
        }
    }
}
