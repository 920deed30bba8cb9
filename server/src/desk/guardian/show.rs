//! What the guardian's pages and the evidence desk are shown.

use app::views::FormView;
use app::views::guardian::{
    AskedView, AuthorityView, ChildCard, ChildView, ConsentAsk, ConsentView, GuardianActView, GuardianHomeView, GuardianPanel, MethodView,
    ProofView, RequestLine, SignedFormView,
};
use domain::guardian::{Agreement, AuthorityState, Fact, Keeps, Method, Right, completed_years};
use domain::{Capability, Kind};
use jiff::Timestamp;
use jiff::civil::Date;

use super::claim::zone_of;
use super::consent::asked_of;
use super::{GuardianDesk, barrier, handover, senior};
use crate::desk::agent::AgentDesk;
use crate::desk::upload::{MAX_FILE, MAX_FILES};
use crate::desk::{DeskError, reckon};
use crate::house::House;
use crate::store::authority::{self, Authority};
use crate::store::child::{self as children, Child};
use crate::store::consent::{self, Consent};
use crate::store::ticket::{self, Ticket};
use crate::store::{Conn, agreement, child_id, codes, flag};

fn method_view(method: &Method, country: &str) -> MethodView {
    let parent = country.split_once('-').map_or(country, |(parent, _)| parent);
    MethodView {
        code: method.code.clone(),
        proves: method.proves.iter().map(|fact| fact.code()).collect(),
        keeps: match method.keeps {
            Keeps::Nothing => "nothing",
            Keeps::Decision => "decision",
            Keeps::Appeal => "appeal",
        },
        law: method.laws.get(country).or_else(|| method.laws.get(parent)).cloned(),
    }
}

/// An authority as its guardian sees it: that it is held back is not told.
async fn own_view(house: &House, conn: &mut Conn, held: &Authority, now: Timestamp) -> Result<AuthorityView, DeskError> {
    let mut shown = held.clone();
    shown.state = held.shown();
    if shown.state != held.state {
        shown.reason = None;
    }
    authority_view(house, conn, &shown, now).await
}

async fn authority_view(house: &House, conn: &mut Conn, held: &Authority, now: Timestamp) -> Result<AuthorityView, DeskError> {
    let case = match &held.ticket_id {
        Some(id) => ticket::by_id(conn, &house.vault, id).await?,
        None => None,
    };
    // Between a birthday and the job that notes it, the page says what holds already.
    let last = held.ends.consent.map_or(held.ends.rights, |end| end.max(held.ends.rights));
    let over = held.state == AuthorityState::Granted && now >= last;
    Ok(AuthorityView {
        state: if over { AuthorityState::Ended } else { held.state }.code().to_owned(),
        relation: held.relation.clone(),
        scope: held.scope.0.iter().map(|right| right.code().to_owned()).collect(),
        methods: held.methods.clone(),
        rule: held.rule.clone(),
        rights_end_at: held.ends.rights,
        consent_ends_at: held.ends.consent,
        granted_at: held.granted_at,
        reference: case.as_ref().map(|case| case.reference.clone()),
        reason: held.reason.clone(),
        code_proved: held.code_proved_at.is_some() || case.is_some_and(|case| case.app_id_confirmed_at.is_some()),
    })
}

fn consent_view(one: Consent) -> ConsentView {
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect();
    ConsentView {
        scope: words(&one.scope),
        methods: words(&one.method),
        id: one.id,
        reference: one.reference,
        state: one.state,
        rule: one.rule,
        policy_version: one.policy_version,
        given_at: one.given_at,
        child_agreed_at: one.child_agreed_at,
        withdrawn_at: one.withdrawn_at,
        ends_at: one.ends_at,
    }
}

impl GuardianDesk {
    /// The first page.
    ///
    /// # Errors
    /// The store's.
    pub async fn home(&self) -> Result<GuardianHomeView, DeskError> {
        let (house, now) = (&self.house, self.house.now());
        let mut conn = house.store.read().await?;
        let all = children::of_account(&mut conn, &house.vault, &self.who.account).await?;
        let mut cards = Vec::new();
        for child in &all {
            let Some(product) = house.products.get(&child.product) else { continue };
            let held = authority::newest(&mut conn, &self.who.account, &child.id).await?;
            let authority = match &held {
                Some(held) => Some(own_view(house, &mut conn, held, now).await?),
                None => None,
            };
            let tickets = ticket::of_child(&mut conn, &house.vault, &self.who.account, &child.child_key).await?;
            cards.push(ChildCard {
                id: child.id.clone(),
                name: child.person.name.clone(),
                pack: product.pack.clone(),
                authority,
                open: tickets.iter().filter(|ticket| ticket.state.on_queue()).count(),
            });
        }
        let mut asked = Vec::new();
        for one in agreement::of_account(&mut conn, &self.who.account).await? {
            let Some(ticket) = ticket::by_id(&mut conn, &house.vault, &one.ticket_id).await? else { continue };
            let Some(child) = all.iter().find(|child| Some(&child.child_key) == ticket.ties.child_key.as_ref()) else { continue };
            asked.push(AskedView {
                reference: ticket.reference,
                kind: ticket.kind,
                child: child.person.name.clone(),
                asked_at: one.asked_at,
                answer: one.answer,
            });
        }
        Ok(GuardianHomeView { name: Some(self.who.name.clone()), children: cards, asked, products: products(house), done: None })
    }

    /// A child's page.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] for another's child.
    pub async fn child_view(&self, id: &str) -> Result<ChildView, DeskError> {
        let (house, now) = (&self.house, self.house.now());
        let mut conn = house.store.read().await?;
        let child = self.child(&mut conn, id).await?;
        let product = self.product(&child.product)?;
        let held = authority::newest(&mut conn, &self.who.account, &child.id).await?;
        let authority = match &held {
            Some(held) => Some(own_view(house, &mut conn, held, now).await?),
            None => None,
        };
        let mut requests = Vec::new();
        for ticket in ticket::of_child(&mut conn, &house.vault, &self.who.account, &child.child_key).await? {
            requests.push(line(house, &mut conn, ticket, now).await?);
        }
        let consents: Vec<_> =
            consent::of_account(&mut conn, &self.who.account).await?.into_iter().filter(|one| one.child_id == child.id).collect();
        let stands = consents.iter().any(|one| matches!(one.state.as_str(), "given" | "awaiting_child"));
        let may_consent = held.as_ref().is_some_and(|held| held.seems_to_carry(Right::Consent, now).is_ok());
        let pending = held.as_ref().filter(|held| held.shown() == AuthorityState::Pending);
        let code = match pending.and_then(|held| held.ticket_id.as_deref()) {
            Some(case) => codes::of_ticket(&mut conn, case, "child").await?,
            None => None,
        };
        // A child's no ends the code. The box for it stays: that it went away would tell whoever asked what the child said.
        let ended = pending.is_some_and(|held| held.state == AuthorityState::Suspended && held.code_proved_at.is_none());
        let code_until = code.filter(|code| (ended || code.used_at.is_none()) && code.expires_at > now).map(|code| code.expires_at);
        Ok(ChildView {
            acts: acts(product, held.as_ref(), now),
            consent_asked: asked_of(house, &child, now).map(|(age, joint, ai, law, confirmed)| ConsentAsk {
                age,
                joint,
                ai,
                law,
                confirmed,
                may_give: may_consent && !stands,
            }),
            may_send_code: pending.is_some_and(|held| held.code_proved_at.is_none()) && child.person.email.is_some(),
            code_until,
            authority,
            requests,
            consents: consents.into_iter().map(consent_view).collect(),
            birth: birth(&child)?,
            country: child.country,
            pack: product.pack.clone(),
            name: child.person.name,
            app_id: child.person.app_id,
            email: child.person.email,
            id: child.id,
            form: (String::new(), FormView::default()),
            done: None,
        })
    }

    /// The page on which authority is proved.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] for another's child.
    pub async fn proof_view(&self, id: &str, form: FormView) -> Result<ProofView, DeskError> {
        let child = self.child(&mut self.house.store.read().await?, id).await?;
        let product = self.product(&child.product)?;
        let book = &self.house.products.guardians;
        Ok(ProofView {
            methods: book
                .accepted(&child.country)
                .filter(|method| method.code != "declaration")
                .map(|method| method_view(method, &child.country))
                .collect(),
            law: book.methods_law(&child.country).map(str::to_owned),
            has_email: child.person.email.is_some(),
            pack: product.pack.clone(),
            id: child.id,
            name: child.person.name,
            country: child.country,
            form,
            max_file: MAX_FILE,
            max_files: MAX_FILES,
        })
    }

    /// The form of a request for a child.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] for another's child, or a kind that is no guardian's.
    pub async fn act_view(&self, id: &str, kind: Kind, form: FormView) -> Result<GuardianActView, DeskError> {
        let mut conn = self.house.store.read().await?;
        let child = self.child(&mut conn, id).await?;
        let product = self.product(&child.product)?;
        if !Kind::GUARDIAN.contains(&kind) || !product.pack.takes(kind) {
            return Err(DeskError::NotFound);
        }
        let held = authority::newest(&mut conn, &self.who.account, &child.id).await?;
        Ok(GuardianActView {
            pending: held.as_ref().is_some_and(|held| held.shown() == AuthorityState::Pending),
            pack: product.pack.clone(),
            id: child.id,
            name: child.person.name,
            kind,
            form,
            max_file: MAX_FILE,
            max_files: MAX_FILES,
        })
    }

    /// The form to print and sign.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] for another's child.
    pub async fn signed_form(&self, id: &str) -> Result<SignedFormView, DeskError> {
        let child = self.child(&mut self.house.store.read().await?, id).await?;
        let product = self.product(&child.product)?;
        Ok(SignedFormView {
            pack: product.pack.clone(),
            id: child.id,
            guardian: self.who.name.clone(),
            name: child.person.name,
            app_id: child.person.app_id,
        })
    }
}

/// The products that let guardians act.
#[must_use]
pub fn products(house: &House) -> Vec<std::sync::Arc<domain::pack::Pack>> {
    house.products.all().filter(|product| product.pack.guardians.is_some()).map(|product| product.pack.clone()).collect()
}

fn birth(child: &Child) -> Result<Date, DeskError> {
    child.person.birth.parse().map_err(|_| DeskError::NotFound)
}

fn acts(product: &crate::products::Product, held: Option<&Authority>, now: Timestamp) -> Vec<(Kind, Option<&'static str>)> {
    Kind::GUARDIAN
        .into_iter()
        .filter(|kind| product.pack.takes(*kind))
        .filter_map(|kind| Some((kind, Right::of(kind)?)))
        .map(|(kind, right)| {
            let code = match held {
                None => Some("no_authority"),
                Some(held) if held.shown() == AuthorityState::Pending => (now >= held.ends.rights).then_some("ended"),
                Some(held) => held.seems_to_carry(right, now).err().map(|gap| match gap {
                    domain::guardian::Gap::NotGranted => "no_authority",
                    domain::guardian::Gap::OutOfScope => "out_of_scope",
                    domain::guardian::Gap::Ended => "ended",
                }),
            };
            (kind, code)
        })
        .collect()
}

async fn line(house: &House, conn: &mut Conn, ticket: Ticket, now: Timestamp) -> Result<RequestLine, DeskError> {
    let all = reckon::evaluation(house, conn, &ticket, now, false).await?;
    Ok(RequestLine {
        reference: ticket.reference,
        kind: ticket.kind,
        state: ticket.state,
        received_at: ticket.received_at,
        stopped_at: ticket.stopped_at,
        governing: all.governing.map(|name| name.code().to_owned()),
        clocks: all.clocks().cloned().collect(),
    })
}

impl AgentDesk {
    /// What the ticket page shows of the authority and the child; `None` for tickets of no guardian.
    ///
    /// # Errors
    /// The store's.
    pub(in crate::desk) async fn panel(
        &self,
        conn: &mut Conn,
        ticket: &Ticket,
        now: Timestamp,
    ) -> Result<Option<GuardianPanel>, DeskError> {
        let house = &self.house;
        let Some(id) = &ticket.ties.authority_id else { return Ok(None) };
        let Some(held) = authority::by_id(conn, id).await? else { return Ok(None) };
        let Some(child) = children::by_id(conn, &house.vault, &held.child_id).await? else { return Ok(None) };
        let book = &house.products.guardians;
        let today = now.to_zoned(zone_of(&child.country)).date();
        let birth = child.person.birth.parse::<Date>().unwrap_or(today);
        let rule = book.age_rule(&child.country);
        let names = house.names(conn).await?;
        let flags = flag::list(conn, &house.vault, &held.child_key).await?;
        let said = match agreement::standing(conn, ticket).await? {
            Agreement::Alone => "alone",
            Agreement::Open => "open",
            Agreement::Agreed => "agreed",
            Agreement::Objected => "objected",
        };
        let mut known: Vec<String> = held.methods.iter().filter(|_| held.granted_at.is_some()).cloned().collect();
        if held.granted_at.is_none() {
            known.push("declaration".to_owned());
            // A code to an address counts when the address was found to be the child's; one inside the app does at once.
            known.extend(ticket.app_id_confirmed_at.is_some().then(|| "child_code".to_owned()));
        }
        let senior = senior(&self.member);
        let open = ticket.state.on_queue();
        let near = if open { child_id::near_flags(conn, &house.vault, &held.child_key).await? } else { Vec::new() };
        let judges = self.member.can(Capability::JudgeLikeness);
        // Who may not know of the other child is told who decides, and not why.
        let barrier = if ticket.kind == Kind::GuardianAuthority && !near.is_empty() && !judges {
            Some("needs_officer")
        } else if open {
            barrier(house, conn, ticket, now, senior).await?
        } else {
            None
        };
        let name = |by: String| names.get(&by).cloned().unwrap_or(by);
        Ok(Some(GuardianPanel {
            child: child.person.name.clone(),
            app_id: child.person.app_id.clone(),
            child_email: child.person.email.clone(),
            birth: (birth, completed_years(birth, today)),
            country: (child.country.clone(), book.consent_age(&child.country, today), rule.is_some_and(|rule| rule.mark.is_confirmed())),
            authority: authority_view(house, conn, &held, now).await?,
            facts: book.facts(&child.country, &known).into_iter().map(Fact::code).collect(),
            methods: book
                .accepted(&child.country)
                .filter(|method| !matches!(method.code.as_str(), "declaration" | "child_code"))
                .map(|method| method_view(method, &child.country))
                .collect(),
            flags: flags
                .into_iter()
                .filter(|flag| flag.lifted_at.is_none())
                .map(|flag| (flag.id, flag.flag.code().to_owned(), name(flag.set_by), flag.set_at, flag.note))
                .collect(),
            near: near
                .into_iter()
                .filter(|_| judges)
                .map(|one| (one.app_id, one.flag.flag.code().to_owned(), name(one.flag.set_by), one.flag.set_at, one.flag.note))
                .collect(),
            others: (authority::others(conn, &held.child_key, &held.account_id).await?.len(), said),
            handover_until: ticket.ties.handover_until,
            handover_link: handover::link_of(house, conn, ticket, now).await?,
            may_decide: ticket.kind == Kind::GuardianAuthority && ticket.state.on_queue() && ticket.assignee.as_deref() == Some(self.me()),
            may_flag: senior,
            barrier,
        }))
    }
}
