//! The play: agents take what is due first, inside their shifts.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::roster::Duty;
use super::world::{Case, Dues};
use super::{Desk, PlanError, World};

/// What came of it: for each ticket when it was done and when its clocks were due in the end.
#[derive(Debug, Clone)]
pub struct Played {
    /// The numbers of agents, in the order of the shifts.
    pub(super) agents: Vec<u32>,
    /// A ticket's end, in the order of receipt.
    pub(super) ends: Vec<End>,
    /// Milliseconds worked, in the order of the shifts.
    pub(super) busy: Vec<i64>,
    /// Milliseconds on duty.
    pub(super) offered: Vec<i64>,
}

/// Where a ticket stands when the last day is over.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct End {
    /// When it was done: UTC milliseconds; `None` while it is open.
    pub(super) done: Option<i64>,
    /// Its dues, with the pause that it had.
    pub(super) dues: Dues,
}

/// What happens at a moment, in the order in which it happens: work that ends at a shift's end is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    /// A piece of work is finished.
    Finished { duty: usize, case: usize },
    /// A shift's end interrupts one.
    Interrupted { case: usize },
    /// A shift ends.
    Ends { duty: usize },
    /// A shift begins.
    Begins { duty: usize },
    /// A requester has answered, or the pause has ended by itself.
    Back { case: usize },
}

/// What is left to do of a ticket.
struct Work {
    left: i64,
    /// Of it, before the question that is still to be asked.
    before_question: Option<i64>,
}

/// Tickets by their place in the queue: the first due on top, of equals the first received.
type Queue = BinaryHeap<Reverse<(i64, usize)>>;

struct Table<'t, 'w> {
    world: &'t World<'w>,
    steps: BinaryHeap<Reverse<(i64, Step)>>,
    /// What waits, the first due on top: requests, then reports.
    queues: [(Desk, Queue); 2],
    /// The occurrences of shifts that are on.
    on: Vec<usize>,
    /// Agents without work, by occurrence.
    idle: Vec<u32>,
    works: Vec<Work>,
    played: Played,
}

impl<'w> World<'w> {
    /// Plays all days with these numbers of agents, in the order of the plan's shifts; a shift without a number has none.
    ///
    /// # Errors
    /// [`PlanError::Clock`] if the engine cannot say when a paused ticket is due.
    pub fn play(&self, agents: &[u32]) -> Result<Played, PlanError> {
        self.play_side(agents, Desk::Both)
    }

    /// The same with the tickets of one desk alone, as if the other had none.
    pub(super) fn play_side(&self, agents: &[u32], side: Desk) -> Result<Played, PlanError> {
        let mut table = Table::set(self, agents);
        let mut arrivals = self.cases.iter().enumerate().filter(|(_, case)| side.works_on(case.desk)).peekable();
        let end = self.end();
        loop {
            let step_at = table.steps.peek().map(|Reverse((at, _))| *at);
            let arrives_at = arrivals.peek().map(|(_, case)| case.at);
            let Some(now) = [step_at, arrives_at].into_iter().flatten().min().filter(|now| *now <= end) else { break };
            while let Some(Reverse((_, step))) = table.pop_at(now) {
                table.happens(now, step)?;
            }
            while let Some((at, _)) = arrivals.next_if(|(_, case)| case.at == now) {
                table.waits(at);
            }
            table.hand_out(now);
        }
        Ok(table.played)
    }
}

impl<'t, 'w> Table<'t, 'w> {
    fn set(world: &'t World<'w>, agents: &[u32]) -> Self {
        let shifts = world.plan.shifts.len();
        let mut offered = vec![0; shifts];
        let mut steps = BinaryHeap::with_capacity(world.duties.len() * 2);
        for (duty, Duty { shift, start, end }) in world.duties.iter().copied().enumerate() {
            let count = agents.get(shift).copied().unwrap_or(0);
            if count > 0 {
                steps.push(Reverse((start, Step::Begins { duty })));
                steps.push(Reverse((end, Step::Ends { duty })));
                if let Some(sum) = offered.get_mut(shift) {
                    *sum += (end - start) * i64::from(count);
                }
            }
        }
        let work = |case: &Case<'_>| Work { left: case.work, before_question: case.answer.map(|_| case.work / 2) };
        Self {
            world,
            steps,
            queues: [(Desk::Requests, BinaryHeap::new()), (Desk::Reports, BinaryHeap::new())],
            on: Vec::new(),
            idle: world.duties.iter().map(|duty| agents.get(duty.shift).copied().unwrap_or(0)).collect(),
            works: world.cases.iter().map(work).collect(),
            played: Played {
                agents: (0..shifts).map(|shift| agents.get(shift).copied().unwrap_or(0)).collect(),
                ends: world.cases.iter().map(|case| End { done: None, dues: case.dues }).collect(),
                busy: vec![0; shifts],
                offered,
            },
        }
    }

    fn pop_at(&mut self, now: i64) -> Option<Reverse<(i64, Step)>> {
        self.steps.peek().is_some_and(|Reverse((at, _))| *at == now).then(|| self.steps.pop()).flatten()
    }

    fn happens(&mut self, now: i64, step: Step) -> Result<(), PlanError> {
        match step {
            Step::Finished { duty, case } => {
                if let Some(idle) = self.idle.get_mut(duty) {
                    *idle += 1;
                }
                self.finished(now, case)?;
            }
            Step::Interrupted { case } | Step::Back { case } => self.waits(case),
            Step::Ends { duty } => self.on.retain(|on| *on != duty),
            Step::Begins { duty } => self.on.push(duty),
        }
        Ok(())
    }

    /// A ticket waits in its queue, at its place.
    fn waits(&mut self, at: usize) {
        let (Some(case), Some(end)) = (self.world.cases.get(at), self.played.ends.get(at)) else { return };
        if let Some((_, queue)) = self.queues.iter_mut().find(|(desk, _)| *desk == case.desk) {
            queue.push(Reverse((end.dues.sort_at, at)));
        }
    }

    /// A piece of work is finished: the question is asked, or the ticket is done.
    fn finished(&mut self, now: i64, at: usize) -> Result<(), PlanError> {
        let (Some(case), Some(work), Some(end)) = (self.world.cases.get(at), self.works.get_mut(at), self.played.ends.get_mut(at)) else {
            return Ok(());
        };
        match (work.before_question.take(), case.answer) {
            (Some(_), Some(answer)) => {
                let back = now + answer.min(self.world.longest_pause());
                end.dues = self.world.dues(case, Some((now, back)))?;
                self.steps.push(Reverse((back, Step::Back { case: at })));
            }
            _ => end.done = Some(now),
        }
        Ok(())
    }

    /// Agents without work take what is due first of what they work on. Those who work on one desk alone are asked before those
    /// who work on both.
    fn hand_out(&mut self, now: i64) {
        loop {
            let mut best: Option<(i64, usize, usize, usize)> = None;
            for (which, (desk, queue)) in self.queues.iter().enumerate() {
                let Some(Reverse((sort_at, case))) = queue.peek().copied() else { continue };
                let Some(duty) = self.free(*desk) else { continue };
                if best.is_none_or(|(first, other, ..)| (sort_at, case) < (first, other)) {
                    best = Some((sort_at, case, duty, which));
                }
            }
            let Some((_, case, duty, which)) = best else { return };
            if let Some((_, queue)) = self.queues.get_mut(which) {
                queue.pop();
            }
            self.take(now, case, duty);
        }
    }

    /// An occurrence of a shift with somebody free for this desk.
    fn free(&self, desk: Desk) -> Option<usize> {
        let shift_of = |duty: usize| self.world.duties.get(duty).and_then(|duty| self.world.plan.shifts.get(duty.shift));
        self.on
            .iter()
            .copied()
            .filter(|duty| self.idle.get(*duty).is_some_and(|idle| *idle > 0))
            .filter_map(|duty| shift_of(duty).filter(|shift| shift.desk.works_on(desk)).map(|shift| (shift.desk == Desk::Both, duty)))
            .min()
            .map(|(_, duty)| duty)
    }

    /// Somebody takes a ticket, and works until the piece is finished or the shift is over.
    fn take(&mut self, now: i64, at: usize, duty: usize) {
        let (Some(on), Some(work), Some(idle)) = (self.world.duties.get(duty), self.works.get_mut(at), self.idle.get_mut(duty)) else {
            return;
        };
        let piece = work.before_question.unwrap_or(work.left);
        let spent = piece.min(on.end - now);
        work.left -= spent;
        work.before_question = work.before_question.map(|before| before - spent);
        *idle -= 1;
        if let Some(busy) = self.played.busy.get_mut(on.shift) {
            *busy += spent;
        }
        // Who is interrupted goes home: nobody becomes free.
        let step = if spent == piece { Step::Finished { duty, case: at } } else { Step::Interrupted { case: at } };
        self.steps.push(Reverse((now + spent, step)));
    }
}
