//! Dice that fall the same way for the same seed. They play, and guard nothing.

/// A seeded generator (SplitMix64).
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// The dice of one stream under a seed: neighbours have nothing in common.
    #[must_use]
    pub fn of(seed: u64, stream: u64) -> Self {
        let mut dice = Self(seed ^ stream.wrapping_mul(0xD6E8_FEB8_6659_FD93));
        dice.throw();
        dice
    }

    /// The next number, any of 64 bits.
    pub fn throw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number above 0 and up to 1: its logarithm is finite.
    pub(super) fn unit(&mut self) -> f64 {
        // 53 bits are what an f64 holds.
        ((self.throw() >> 11) + 1) as f64 / (1_u64 << 53) as f64
    }

    /// A wait of mean 1 until the next of events that do not know of each other.
    pub(super) fn wait(&mut self) -> f64 {
        -self.unit().ln()
    }

    /// A deviate of the normal distribution (Box and Muller; the second of the pair is thrown away, so that each costs as much).
    pub(super) fn normal(&mut self) -> f64 {
        let (radius, turn) = ((2.0 * self.wait()).sqrt(), self.unit());
        radius * (std::f64::consts::TAU * turn).cos()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_falls_the_same_way_and_another_does_not() {
        let thrown = |seed, stream| {
            let mut dice = Dice::of(seed, stream);
            (0..8).map(|_| dice.throw()).collect::<Vec<_>>()
        };
        assert_eq!(thrown(7, 1), thrown(7, 1));
        assert_ne!(thrown(7, 1), thrown(7, 2));
        assert_ne!(thrown(7, 1), thrown(8, 1));
    }

    #[test]
    fn waits_and_normals_have_their_moments() {
        let mut dice = Dice::of(1, 1);
        let many = 100_000;
        let waits: f64 = (0..many).map(|_| dice.wait()).sum::<f64>() / f64::from(many);
        assert!((waits - 1.0).abs() < 0.02, "{waits}");
        let normals: Vec<f64> = (0..many).map(|_| dice.normal()).collect();
        let mean = normals.iter().sum::<f64>() / f64::from(many);
        let square = normals.iter().map(|z| z * z).sum::<f64>() / f64::from(many);
        assert!(mean.abs() < 0.02 && (square - 1.0).abs() < 0.03, "{mean} {square}");
    }
}
