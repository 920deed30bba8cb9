//! How many agents are needed: the smallest numbers that keep the share.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::outlook::shares;
use super::{Desk, PlanError, Played, Share, World};
use crate::Kind;

/// Plays of one search at most. It then says what it has found so far, and that it is not the smallest.
pub const MOST_PLAYS: u32 = 400;

/// Why no number of agents is enough for a kind.
#[derive(Debug, Clone, PartialEq)]
pub enum Obstacle {
    /// No shift works on its desk.
    NoShift,
    /// Most that are late have too little time between their receipt and their due in which a shift of their desk works at all.
    Uncovered {
        /// How many.
        tickets: u32,
        /// The longest time without a shift that one of them meets, from when.
        from: Timestamp,
        /// For how many hours.
        hours: f64,
    },
    /// Most that are late find all agents at work on what is due earlier, even with the most that are allowed.
    Busy,
    /// Most that are late take longer, with the answer to their question, than they have, even if somebody worked day and night.
    Work,
}

/// What a search found.
#[derive(Debug, Clone, PartialEq)]
pub struct Needs {
    /// The share that each kind should keep, 0 to 1.
    pub target: f64,
    /// The most agents of one shift that were tried.
    pub most: u32,
    /// The smallest numbers found, in the order of the shifts; `None` if not even the most reach the target.
    pub agents: Option<Vec<u32>>,
    /// Whether one agent less in any one shift was tried, and misses the target.
    pub smallest: bool,
    /// The share that each kind keeps with these numbers, or with the most.
    pub shares: BTreeMap<Kind, Share>,
    /// The kinds that miss the target even with the most agents, and why.
    pub obstacles: Vec<(Kind, Obstacle)>,
    /// How many years were played.
    pub plays: u32,
}

struct Search<'s, 'w> {
    world: &'s World<'w>,
    target: f64,
    side: Desk,
    plays: u32,
}

impl Search<'_, '_> {
    fn play(&mut self, agents: &[u32]) -> Result<Played, PlanError> {
        self.plays += 1;
        self.world.play_side(agents, self.side)
    }

    /// The play with these numbers, if it reaches the target.
    fn reaches(&mut self, agents: &[u32]) -> Result<Option<Played>, PlanError> {
        let played = self.play(agents)?;
        let fine = shares(self.world, &played, self.side).values().all(|share| share.reaches(self.target));
        Ok(fine.then_some(played))
    }

    /// The same numbers in every shift of the side.
    fn alike(&self, count: u32) -> Vec<u32> {
        self.world.plan.shifts.iter().map(|shift| if self.side.works_on(shift.desk) { count } else { 0 }).collect()
    }

    /// The smallest numbers, or `None` if the most are not enough. The second value: whether one less was tried everywhere.
    fn run(&mut self, most: u32) -> Result<Option<(Vec<u32>, bool)>, PlanError> {
        // The same number everywhere first: doubled until it is enough, then halved towards the smallest.
        let (mut low, mut high) = (0, 1);
        let mut found = loop {
            if let Some(played) = self.reaches(&self.alike(high))? {
                break played;
            }
            if high >= most {
                return Ok(None);
            }
            (low, high) = (high, (high * 2).min(most));
        };
        while high - low > 1 {
            let middle = low.midpoint(high);
            match self.reaches(&self.alike(middle))? {
                Some(played) => (high, found) = (middle, played),
                None => low = middle,
            }
        }
        // Then each shift gives up agents, the least busy one first: big steps, halved where they go too far.
        let mut steps: Vec<u32> = found.agents.iter().map(|count| (count / 4).max(1)).collect();
        let (mut tried, mut moved) = (vec![false; steps.len()], false);
        while self.plays < MOST_PLAYS {
            let busy = |at: usize| match (found.busy.get(at), found.offered.get(at)) {
                (Some(busy), Some(offered)) if *offered > 0 => *busy as f64 / *offered as f64,
                _ => 0.0,
            };
            let open = |at: &usize| !tried.get(*at).copied().unwrap_or(true) && found.agents.get(*at).is_some_and(|count| *count > 0);
            let Some(at) = (0..steps.len()).filter(open).min_by(|one, other| busy(*one).total_cmp(&busy(*other))) else {
                if !moved {
                    return Ok(Some((found.agents, true)));
                }
                // What was too few stays too few, save for rare upsets of the order of work: each is tried once more around the
                // last numbers.
                (tried, moved) = (vec![false; steps.len()], false);
                continue;
            };
            let mut fewer = found.agents.clone();
            let (Some(count), Some(step), Some(given_up)) = (fewer.get_mut(at), steps.get_mut(at), tried.get_mut(at)) else { break };
            *step = (*step).min(*count);
            *count -= *step;
            let last = *step == 1;
            *step = (*step / 2).max(1);
            match self.reaches(&fewer)? {
                Some(played) => (found, moved) = (played, true),
                None if last => *given_up = true,
                None => {}
            }
        }
        Ok(Some((found.agents, false)))
    }
}

impl World<'_> {
    /// The smallest number of agents in each shift with which every kind keeps at least the share `target` (0 to 1) of its tickets:
    /// one less in any single shift would miss it. Other mixtures may do with as many in all.
    ///
    /// # Errors
    /// As [`World::play`].
    pub fn needs(&self, target: f64, most: u32) -> Result<Needs, PlanError> {
        let most = most.clamp(1, super::MOST_AGENTS);
        let mut needs = Needs {
            target,
            most,
            agents: Some(vec![0; self.plan.shifts.len()]),
            smallest: true,
            shares: BTreeMap::new(),
            obstacles: Vec::new(),
            plays: 0,
        };
        // Where nobody works on both, the two desks do not know of each other.
        let joined = self.plan.shifts.iter().any(|shift| shift.desk == Desk::Both);
        let sides: &[Desk] = if joined { &[Desk::Both] } else { &[Desk::Requests, Desk::Reports] };
        for side in sides.iter().copied().filter(|side| self.cases.iter().any(|case| side.works_on(case.desk))) {
            let mut search = Search { world: self, target, side, plays: 0 };
            let answer = search.run(most)?;
            let played = match &answer {
                Some((agents, _)) => search.play(agents)?,
                None => search.play(&search.alike(most))?,
            };
            let found = shares(self, &played, side);
            if answer.is_none() {
                let missed = found.iter().filter(|(_, share)| !share.reaches(target));
                needs.obstacles.extend(missed.map(|(kind, _)| (*kind, self.obstacle(*kind, &played))));
            }
            needs.agents = match (needs.agents, answer) {
                (Some(all), Some((own, smallest))) => {
                    needs.smallest &= smallest;
                    Some(all.iter().zip(own).map(|(all, own)| all + own).collect())
                }
                _ => None,
            };
            needs.shares.extend(found);
            needs.plays += search.plays;
        }
        Ok(needs)
    }

    /// Why the most agents are not enough for a kind: what ails most of its late tickets.
    fn obstacle(&self, kind: Kind, played: &Played) -> Obstacle {
        let side = Desk::of(kind);
        if !self.plan.shifts.iter().any(|shift| shift.desk.works_on(side)) {
            return Obstacle::NoShift;
        }
        let gaps = self.gaps(side);
        let (mut uncovered, mut work, mut busy, mut longest) = (0_u32, 0_u32, 0_u32, (0, 0));
        for (case, end) in self.cases.iter().zip(&played.ends).filter(|(case, _)| case.kind == kind) {
            let Some(due) = end.dues.first().filter(|due| end.done.map_or(*due < self.end(), |done| done > *due)) else { continue };
            let need = case.work + case.answer.map_or(0, |answer| answer.min(self.longest_pause()));
            let met: Vec<(i64, i64)> =
                gaps.iter().skip(gaps.partition_point(|(_, to)| *to <= case.at)).take_while(|(from, _)| *from < due).copied().collect();
            let closed: i64 = met.iter().map(|(from, to)| to.min(&due) - from.max(&case.at)).sum();
            if due - case.at < need {
                work += 1;
            } else if due - case.at - closed < need {
                uncovered += 1;
                longest = met.into_iter().chain([longest]).max_by_key(|(from, to)| to - from).unwrap_or(longest);
            } else {
                busy += 1;
            }
        }
        match Timestamp::from_millisecond(longest.0) {
            Ok(from) if uncovered >= work && uncovered >= busy => {
                Obstacle::Uncovered { tickets: uncovered, from, hours: (longest.1 - longest.0) as f64 / 3_600_000.0 }
            }
            _ if work > busy => Obstacle::Work,
            _ => Obstacle::Busy,
        }
    }

    /// The times in which no shift of a desk is on, in order: from and to.
    fn gaps(&self, side: Desk) -> Vec<(i64, i64)> {
        let own = |shift: usize| self.plan.shifts.get(shift).is_some_and(|shift| shift.desk.works_on(side));
        let mut covered = self.days.first().map_or(0, |day| day.start);
        let mut gaps = Vec::new();
        let duties = self.duties.iter().filter(|duty| own(duty.shift)).map(|duty| (duty.start, duty.end));
        for (begins, ends) in duties.chain(std::iter::once((self.end(), self.end()))) {
            if begins > covered {
                gaps.push((covered, begins));
            }
            covered = covered.max(ends);
        }
        gaps
    }
}
