----------------------------- MODULE Authority -----------------------------
(* Authority protocol of docs/protocol.md, one entity (entities are           *)
(* independent but for batches), nodes N, coordinator = atomic state machine. *)
(* Network: msgs only grows, any message may be received at any later time,   *)
(* any number of times, in any order, or never  = delay, reorder, dup, loss.  *)
(* A pause is a node that takes no step for as long as it likes.              *)
(* Epoch = 10*generation + counter.                                           *)
EXTENDS Naturals, FiniteSets, TLC
CONSTANTS S, T, R, N, S0,      \* nodes, first owner
  MaxH, MaxTick, MaxDead, MaxCrash,   \* bounds
  LATE,      \* nodes that join later, if at all (see Lifecycle.tla)
  LEASE,     \* "clock": coordinator expires a lease strictly after the node's own view ended
             \* "none" : coordinator may expire any node at any time, node never notices (clocks fail)
  TICKLEASE, \* TRUE: a lease names the last tick number a node may run
  RESUME,    \* "copy": a takeover resumes at newest reported copy + 1;  "lim": also above every dead node's lease tick
  FLUSH,     \* "all": decide after all live nodes acked; "one": after one ack (bug); "none": at once (bug)
  EXEMPT,    \* TRUE: text: takeovers run one by one, a node that lost its lease need not ack, nor be fenced first
  CLAIMS,    \* "all": acks list every entity held (authority, in doubt) ; "text": only ghosts/batches of the dead node
  LAMPORT,   \* TRUE: handover messages carry the fence number, receiver enters that fence first
  LAMPORTW,  \* TRUE: so do state messages
  TAKEBACK,  \* "coord": only by GRANT; "self": S by itself when it learns T is dead; "selfwait": S by itself after the flush
  TBEPOCH,   \* for self take-back: "gen" next generation, "same" keeps e+1 (bug), "old" back to e (bug)
  COMMITFENCE,\* "full" sender + epoch + prepared; "noepoch"; "nosender"; "none" (bugs)
  ONREFUSE,  \* S after COMMIT refused: "bump" resumes at e+2; "old" resumes at e; "never": T answers nothing
  REFMEM,    \* TRUE: a refusal raises T's fence to e+1 (so T never applies that COMMIT later)
  MATCH,     \* "hid": COMMITTED matched by handover id; "entity": by entity only
  SKIP,      \* planted I9 bug: "none", "srcRuns" (source ticks after COMMIT), "tgtSkips"
  KEEPPREP,  \* TRUE: batches prepared by a dead node are not dropped when it is fenced
  DROPMEM,   \* TRUE: a prepared batch that was dropped is not prepared again
  PGRANT     \* TRUE: an undelivered GRANT counts as a claim
VARIABLES msgs, st, lease, lim, fno, role, ep, tick, fence, own, src, dh, tgt, prov, prep, comm, nh,
          cdead, cf, fset, cdec, cgr, acc, snapped
vars == <<msgs, st, lease, lim, fno, role, ep, tick, fence, own, src, dh, tgt, prov, prep, comm, nh,
          cdead, cf, fset, cdec, cgr, acc, snapped>>
None == "-"
Max(a,b) == IF a > b THEN a ELSE b
SMax(X) == IF X = {} THEN 0 ELSE CHOOSE a \in X : \A b \in X : b <= a
Init ==
  /\ msgs = {} /\ st = [n \in N |-> IF n \in LATE THEN "no" ELSE "up"] /\ lease = [n \in N |-> TRUE]
  /\ lim = [n \in N |-> IF TICKLEASE THEN 2 ELSE 99]
  /\ fno = [n \in N |-> 0]
  /\ role = [n \in N |-> IF n = S0 THEN "auth" ELSE "none"]
  /\ ep = [n \in N |-> IF n = S0 THEN 1 ELSE 0]
  /\ tick = [n \in N |-> 1] /\ fence = [n \in N |-> 1] /\ own = [n \in N |-> S0]
  /\ src = [n \in N |-> 0] /\ dh = [n \in N |-> 0] /\ tgt = [n \in N |-> None] /\ prov = [n \in N |-> None]
  /\ prep = [n \in N |-> {}] /\ comm = [n \in N |-> {}] /\ nh = 0
  /\ cdead = {} /\ cf = 0 /\ fset = [f \in 0..MaxDead |-> {}] /\ cdec = {0}
  /\ cgr = [e |-> 0, o |-> None] /\ acc = {} /\ snapped = {}
\* ---------------------------------------------------------------- helpers
Act(n) == st[n] = "up" /\ lease[n]                       \* may act at all
Fenced(n) == UNION {fset[f] : f \in {g \in 1..MaxDead : g <= fno[n] /\ <<n,g>> \in snapped}}  \* senders n drops
Ok(n, m) == m.fr \notin Fenced(n) /\ (LAMPORT => m.f <= fno[n])
Send(m) == msgs' = msgs \cup {m}
CU == UNCHANGED <<cdead, cf, fset, cdec, cgr>>
\* ---------------------------------------------------------------- ticks and state
Tick(n) ==
  /\ Act(n) /\ tick[n] < MaxTick /\ tick[n] + 1 <= lim[n]
  /\ \/ role[n] = "auth"
     \/ SKIP = "srcRuns" /\ role[n] = "doubt"
  /\ tick' = [tick EXCEPT ![n] = @ + 1]
  /\ Send([ty |-> "W", fr |-> n, e |-> IF role[n]="auth" THEN ep[n] ELSE ep[n]-1, t |-> tick[n]+1, f |-> fno[n]])
  /\ UNCHANGED <<st, lease, lim, fno, role, ep, fence, own, src, dh, tgt, prov, prep, comm, nh, acc, snapped>> /\ CU
RcvW(n, m) ==
  /\ m.ty = "W" /\ m.fr # n /\ Act(n) /\ m.fr \notin Fenced(n)
  /\ LAMPORTW => m.f <= fno[n]
  /\ m.e >= fence[n] /\ (m.e = fence[n] => m.t > tick[n])
  /\ role[n] = "none" \/ (role[n] = "doubt" /\ m.e >= ep[n]) \/ (role[n] = "auth" /\ m.e > ep[n])
  /\ fence' = [fence EXCEPT ![n] = m.e] /\ own' = [own EXCEPT ![n] = m.fr] /\ tick' = [tick EXCEPT ![n] = Max(@, m.t)]
  /\ role' = [role EXCEPT ![n] = "none"] /\ dh' = [dh EXCEPT ![n] = 0] /\ tgt' = [tgt EXCEPT ![n] = None]
  /\ src' = [src EXCEPT ![n] = 0] /\ ep' = [ep EXCEPT ![n] = 0] /\ prov' = [prov EXCEPT ![n] = None]
  /\ acc' = acc \cup {[fr |-> m.fr, e |-> m.e, t |-> m.t]}
  /\ UNCHANGED <<msgs, st, lease, lim, fno, prep, comm, nh, snapped>> /\ CU
\* ---------------------------------------------------------------- handover
Start(n, d) ==
  /\ Act(n) /\ role[n] = "auth" /\ src[n] = 0 /\ nh < MaxH /\ d # n /\ d \notin Fenced(n)
  /\ nh' = nh + 1 /\ src' = [src EXCEPT ![n] = nh + 1]
  /\ Send([ty |-> "PREP", h |-> nh+1, fr |-> n, to |-> d, e |-> ep[n], f |-> fno[n]])
  /\ UNCHANGED <<st, lease, lim, fno, role, ep, tick, fence, own, dh, tgt, prov, prep, comm, acc, snapped>> /\ CU
Abort(n) ==
  /\ Act(n) /\ role[n] = "auth" /\ src[n] # 0     \* give up before COMMIT
  /\ src' = [src EXCEPT ![n] = 0]
  /\ UNCHANGED <<msgs, st, lease, lim, fno, role, ep, tick, fence, own, dh, tgt, prov, prep, comm, nh, acc, snapped>> /\ CU
RcvPrep(n, m) ==
  /\ m.ty = "PREP" /\ m.to = n /\ Act(n) /\ Ok(n, m)
  /\ m.h \notin prep[n] /\ m.h + 10 \notin prep[n] /\ m.h \notin comm[n] /\ role[n] # "auth" /\ m.e >= fence[n]
  /\ prep' = [prep EXCEPT ![n] = @ \cup {m.h}]
  /\ Send([ty |-> "PREPD", h |-> m.h, fr |-> n, to |-> m.fr, f |-> fno[n]])
  /\ UNCHANGED <<st, lease, lim, fno, role, ep, tick, fence, own, src, dh, tgt, prov, comm, nh, acc, snapped>> /\ CU
Drop(n, h) ==
  /\ Act(n) /\ h \in prep[n] /\ h < 10         \* T drops a prepared batch (time-out)
  /\ prep' = [prep EXCEPT ![n] = (@ \ {h}) \cup IF DROPMEM THEN {h + 10} ELSE {}]
  /\ UNCHANGED <<msgs, st, lease, lim, fno, role, ep, tick, fence, own, src, dh, tgt, prov, comm, nh, acc, snapped>> /\ CU
Commit(n, m) ==
  /\ m.ty = "PREPD" /\ m.to = n /\ Act(n) /\ Ok(n, m) /\ src[n] = m.h /\ role[n] = "auth"
  /\ role' = [role EXCEPT ![n] = "doubt"] /\ ep' = [ep EXCEPT ![n] = @ + 1] /\ fence' = [fence EXCEPT ![n] = ep[n] + 1]
  /\ own' = [own EXCEPT ![n] = m.fr] /\ dh' = [dh EXCEPT ![n] = m.h] /\ tgt' = [tgt EXCEPT ![n] = m.fr]
  /\ src' = [src EXCEPT ![n] = 0]
  /\ Send([ty |-> "COMMIT", h |-> m.h, fr |-> n, to |-> m.fr, e |-> ep[n]+1, t |-> tick[n], f |-> fno[n]])
  /\ UNCHANGED <<st, lease, lim, fno, tick, prov, prep, comm, nh, acc, snapped>> /\ CU
CommitOk(n, m) ==
  /\ m.h \in prep[n]
  /\ COMMITFENCE \in {"full","nosender"} => m.e > fence[n]
RcvCommit(n, m) ==
  /\ m.ty = "COMMIT" /\ m.to = n /\ Act(n) /\ m.h \notin comm[n]
  /\ COMMITFENCE \in {"full","noepoch"} => m.fr \notin Fenced(n)
  /\ LAMPORT => m.f <= fno[n]
  /\ IF CommitOk(n, m)
     THEN /\ role' = [role EXCEPT ![n] = "auth"] /\ ep' = [ep EXCEPT ![n] = m.e] /\ fence' = [fence EXCEPT ![n] = m.e]
          /\ own' = [own EXCEPT ![n] = n] /\ tick' = [tick EXCEPT ![n] = IF SKIP = "tgtSkips" THEN m.t + 1 ELSE m.t]
          /\ comm' = [comm EXCEPT ![n] = @ \cup {m.h}] /\ prep' = [prep EXCEPT ![n] = {}]
          /\ dh' = [dh EXCEPT ![n] = 0] /\ tgt' = [tgt EXCEPT ![n] = None] /\ src' = [src EXCEPT ![n] = 0]
          /\ prov' = [prov EXCEPT ![n] = m.fr]
          /\ Send([ty |-> "DONE", h |-> m.h, fr |-> n, to |-> m.fr, ok |-> TRUE, f |-> fno[n]])
          /\ UNCHANGED <<st, lease, lim, fno, nh, acc, snapped>>
     ELSE /\ ONREFUSE # "never"
          /\ [ty |-> "DONE", h |-> m.h, fr |-> n, to |-> m.fr, ok |-> FALSE, f |-> fno[n]] \notin msgs
          /\ fence' = IF REFMEM THEN [fence EXCEPT ![n] = Max(@, m.e)] ELSE fence
          /\ own' = IF REFMEM /\ m.e > fence[n] THEN [own EXCEPT ![n] = m.fr] ELSE own
          /\ Send([ty |-> "DONE", h |-> m.h, fr |-> n, to |-> m.fr, ok |-> FALSE, f |-> fno[n]])
          /\ UNCHANGED <<st, lease, lim, fno, role, ep, tick, src, dh, tgt, prov, prep, comm, nh, acc, snapped>>
  /\ CU
RcvDone(n, m) ==
  /\ m.ty = "DONE" /\ m.to = n /\ Act(n) /\ Ok(n, m)
  /\ \/ role[n] = "doubt" /\ dh[n] = m.h
     \/ MATCH = "entity" /\ m.ok /\ role[n] \in {"doubt","auth"}
  /\ IF m.ok
     THEN /\ role' = [role EXCEPT ![n] = "none"] /\ ep' = [ep EXCEPT ![n] = 0] /\ UNCHANGED <<fence, own>>
          /\ prov' = [prov EXCEPT ![n] = None]
     ELSE /\ role' = [role EXCEPT ![n] = "auth"] /\ own' = [own EXCEPT ![n] = n] /\ UNCHANGED prov
          /\ LET e == IF ONREFUSE = "bump" THEN ep[n] + 1 ELSE ep[n] - 1
             IN ep' = [ep EXCEPT ![n] = e] /\ fence' = [fence EXCEPT ![n] = e]
  /\ dh' = [dh EXCEPT ![n] = 0] /\ tgt' = [tgt EXCEPT ![n] = None] /\ src' = [src EXCEPT ![n] = 0]
  /\ UNCHANGED <<msgs, st, lease, lim, fno, tick, prep, comm, nh, acc, snapped>> /\ CU
\* ---------------------------------------------------------------- faults and leases
Crash(n) ==
  /\ st[n] = "up" /\ Cardinality({k \in N : st[k] = "crash"}) < MaxCrash
  /\ st' = [st EXCEPT ![n] = "crash"]
  /\ UNCHANGED <<msgs, lease, lim, fno, role, ep, tick, fence, own, src, dh, tgt, prov, prep, comm, nh, acc, snapped>> /\ CU
Lapse(n) ==
  /\ LEASE = "clock" /\ st[n] = "up" /\ lease[n] /\ Cardinality({k \in N : ~lease[k]} \cup cdead) < MaxDead
  /\ lease' = [lease EXCEPT ![n] = FALSE]
  /\ UNCHANGED <<msgs, st, lim, fno, role, ep, tick, fence, own, src, dh, tgt, prov, prep, comm, nh, acc, snapped>> /\ CU
Renew(n) ==
  /\ n \notin cdead /\ st[n] = "up"
  /\ \/ ~lease[n] /\ lease' = [lease EXCEPT ![n] = TRUE] /\ UNCHANGED lim      \* suspended, not dropped: resumes
     \/ TICKLEASE /\ lim[n] < MaxTick /\ lim' = [lim EXCEPT ![n] = @ + 1] /\ UNCHANGED lease
  /\ UNCHANGED <<msgs, st, fno, role, ep, tick, fence, own, src, dh, tgt, prov, prep, comm, nh, acc, snapped>> /\ CU
\* ---------------------------------------------------------------- coordinator
CanExpire(n) ==
              /\ n \notin cdead /\ st[n] # "no" /\ Cardinality(cdead) < MaxDead
              /\ (LEASE = "clock" => st[n] = "crash" \/ ~lease[n])
Expire(n) ==
  /\ CanExpire(n)
  /\ cdead' = cdead \cup {n} /\ cf' = cf + 1
  /\ fset' = [fset EXCEPT ![cf + 1] = IF EXEMPT THEN {n} ELSE cdead \cup {n}]
  /\ UNCHANGED <<msgs, st, lease, lim, fno, role, ep, tick, fence, own, src, dh, tgt, prov, prep, comm, nh, cdec, cgr, acc, snapped>>
\* a node enters fence f: takes its snapshot, reports it, from here drops everything the dead sent
Enter(n, f) ==
  /\ st[n] = "up" /\ f <= cf /\ <<n,f>> \notin snapped
  /\ EXEMPT \/ f > fno[n]
  /\ snapped' = snapped \cup {<<n,f>>} /\ fno' = [fno EXCEPT ![n] = Max(@, f)]
  /\ IF n \in fset[f]
     THEN /\ st' = [st EXCEPT ![n] = "out"]
          /\ UNCHANGED <<role, ep, fence, own, dh, tgt, prov, src, prep, msgs>>
     ELSE LET tb == TAKEBACK = "self" /\ role[n] = "doubt" /\ tgt[n] \in fset[f]
              ne == IF TBEPOCH = "gen" THEN ((ep[n] \div 10) + 1) * 10 ELSE IF TBEPOCH = "same" THEN ep[n] ELSE ep[n] - 1
              r2 == IF tb THEN "auth" ELSE role[n]
              e2 == IF tb THEN ne ELSE ep[n]
          IN /\ role' = [role EXCEPT ![n] = r2] /\ ep' = [ep EXCEPT ![n] = e2]
             /\ fence' = IF tb THEN [fence EXCEPT ![n] = ne] ELSE fence
             /\ own' = IF tb THEN [own EXCEPT ![n] = n] ELSE own
             /\ dh' = IF tb THEN [dh EXCEPT ![n] = 0] ELSE dh
             /\ tgt' = IF tb THEN [tgt EXCEPT ![n] = None] ELSE tgt
             /\ prov' = IF tb THEN [prov EXCEPT ![n] = tgt[n]] ELSE prov
             /\ src' = [src EXCEPT ![n] = 0]
             /\ prep' = [prep EXCEPT ![n] = {h \in @ : KEEPPREP \/ \A m \in msgs : m.ty = "PREP" /\ m.h = h => m.fr \notin fset[f]}]
             /\ msgs' = msgs \cup {[ty |-> "ACK", fr |-> n, f |-> f, role |-> r2, e |-> e2, to |-> tgt'[n],
                                    ge |-> fence'[n], go |-> own'[n], t |-> tick[n], pv |-> prov'[n]]}
             /\ UNCHANGED st
  /\ UNCHANGED <<lease, lim, tick, comm, nh, acc>> /\ CU
Acks(f) == {m \in msgs : m.ty = "ACK" /\ m.f = f}
LiveC == {n \in N \ cdead : st[n] # "no"}
Claims(f) ==   \* does somebody alive hold it? (reports are a cut; a claim of a node that died since is void)
  IF CLAIMS \in {"all", "topclaim", "anyclaim"}
  THEN LET pend == PGRANT /\ cgr.o # None /\ cgr.o \notin cdead /\ ~\E m \in Acks(f) : m.fr = cgr.o /\ m.ge >= cgr.e
           C == {m \in Acks(f) : m.fr \notin cdead /\ m.role \in {"auth","doubt"}}
           ev == IF CLAIMS = "all" THEN SMax({m.ge : m \in {a \in Acks(f) : a.fr \notin cdead}}) ELSE 0
           top == Max(Max(SMax({m.e : m \in C}), ev), IF pend THEN cgr.e ELSE 0)   \* the highest epoch anybody saw decides
       IN \/ \E m \in C : /\ (CLAIMS = "anyclaim" \/ m.e = top)
                          /\ (m.role = "auth" \/ m.to \notin cdead)
          \/ pend /\ (CLAIMS = "anyclaim" \/ cgr.e = top)
  ELSE \/ \E m \in Acks(f) : m.fr \notin cdead /\ m.role = "auth" /\ m.pv \in fset[f]   \* COMMITTED batch of the dead
       \/ ~\E m \in Acks(f) : m.fr \notin cdead /\ m.go \in fset[f]                    \* no ghost of the dead's entity
Decide(f, q) ==
  /\ f \in 1..cf /\ f \notin cdec /\ (EXEMPT \/ f = cf) /\ q \in LiveC
  /\ CASE FLUSH = "all" -> \A n \in LiveC : \E m \in Acks(f) : m.fr = n
       [] FLUSH = "one" -> \E n \in LiveC : \E m \in Acks(f) : m.fr = n
       [] FLUSH = "none" -> TRUE
  /\ cdec' = cdec \cup {f}
  /\ IF Claims(f) THEN /\ q = CHOOSE n \in LiveC : TRUE
                       /\ msgs' = msgs \cup {[ty |-> "DECIDED", f |-> f, o |-> None]} /\ UNCHANGED cgr
     ELSE LET t0 == SMax({m.t : m \in Acks(f)})
              t1 == IF RESUME = "lim" THEN Max(t0, SMax({lim[d] : d \in cdead})) ELSE t0
          IN /\ cgr' = [e |-> f * 10, o |-> q]
             /\ msgs' = msgs \cup {[ty |-> "GRANT", f |-> f, e |-> f * 10, o |-> q, t |-> t1],
                                   [ty |-> "DECIDED", f |-> f, o |-> q]}
  /\ UNCHANGED <<st, lease, lim, fno, role, ep, tick, fence, own, src, dh, tgt, prov, prep, comm, nh, cdead, cf, fset, acc, snapped>>
RcvGrant(n, m) ==
  /\ m.ty = "GRANT" /\ m.o = n /\ Act(n) /\ m.e > fence[n] /\ (LAMPORT => m.f <= fno[n])
  /\ role' = [role EXCEPT ![n] = "auth"] /\ ep' = [ep EXCEPT ![n] = m.e] /\ fence' = [fence EXCEPT ![n] = m.e]
  /\ own' = [own EXCEPT ![n] = n] /\ tick' = [tick EXCEPT ![n] = Max(@, m.t)]
  /\ src' = [src EXCEPT ![n] = 0] /\ dh' = [dh EXCEPT ![n] = 0] /\ tgt' = [tgt EXCEPT ![n] = None]
  /\ prov' = [prov EXCEPT ![n] = None]
  /\ UNCHANGED <<msgs, st, lease, lim, fno, prep, comm, nh, acc, snapped>> /\ CU
\* a node in doubt towards a dead node learns how the takeover went
RcvDecided(n, m) ==
  /\ m.ty = "DECIDED" /\ Act(n) /\ role[n] = "doubt" /\ tgt[n] \in fset[m.f] /\ m.f <= fno[n] /\ <<n,m.f>> \in snapped
  /\ IF TAKEBACK = "selfwait"
     THEN /\ role' = [role EXCEPT ![n] = "auth"] /\ ep' = [ep EXCEPT ![n] = m.f * 10] /\ fence' = [fence EXCEPT ![n] = m.f * 10]
          /\ own' = [own EXCEPT ![n] = n]
     ELSE /\ m.o # n \* own grant comes as GRANT
          /\ role' = [role EXCEPT ![n] = "none"] /\ ep' = [ep EXCEPT ![n] = 0] /\ UNCHANGED <<fence, own>>
  /\ dh' = [dh EXCEPT ![n] = 0] /\ tgt' = [tgt EXCEPT ![n] = None]
  /\ UNCHANGED <<msgs, st, lease, lim, fno, tick, src, prov, prep, comm, nh, acc, snapped>> /\ CU
\* ----------------------------------------------------------------
Rcv == \E n \in N, m \in msgs : RcvW(n,m) \/ RcvPrep(n,m) \/ Commit(n,m) \/ RcvCommit(n,m) \/ RcvDone(n,m) \/ RcvGrant(n,m) \/ RcvDecided(n,m)
Proto == \/ Rcv \/ (\E n \in N : Renew(n))
         \/ (\E n \in N, f \in 1..MaxDead : Enter(n,f)) \/ (\E f \in 1..MaxDead, q \in N : Decide(f,q))
         \/ (\E n \in N : st[n] # "up" /\ Expire(n))
Fault == \E n \in N : Crash(n) \/ Lapse(n) \/ Expire(n) \/ Abort(n) \/ (\E h \in prep[n] : Drop(n,h))
Next == Proto \/ Fault \/ (\E n \in N : Tick(n)) \/ (\E n, d \in N : Start(n,d))
Sym == Permutations(N \ {S0})
\* ---------------------------------------------------------------- invariants
Ran == {m \in msgs : m.ty = "W"}
Pair(X) == \A a, b \in X : /\ (a.t = b.t => a.fr = b.fr /\ a.e = b.e)
                           /\ (a.e < b.e => a.t < b.t)
                           /\ (a.e = b.e => a.fr = b.fr)
I1acc == Pair(acc)                       \* accepted writes
I1run == Pair(Ran)                       \* even simulated (not only accepted)
I1bel == \A n, k \in N : n # k => ~(role[n] = "auth" /\ role[k] = "auth" /\ Act(n) /\ Act(k))   \* two believers
I1live == \A n, k \in LiveC : n # k => ~(role[n] = "auth" /\ role[k] = "auth")                    \* two authorities the mesh counts alive
I9 == \A m \in Ran : m.t = 2 \/ (\E w \in Ran : w.t = m.t - 1) \/ (m.e >= 10 /\ ~\E w \in Ran : w.e = m.e /\ w.t < m.t)
\* nothing lost: once no protocol step is left, exactly one live node is authority
Quiet == (\A n \in N : st[n] = "crash" => n \in cdead) /\ ~ENABLED Proto
I3quiet == Quiet => Cardinality({n \in LiveC : st[n] = "up" /\ role[n] = "auth"}) = 1
I2visible == LET A == {n \in LiveC : st[n] = "up" /\ role[n] = "auth"}   \* nobody's fence hides the authority for ever
             IN Quiet => \A a \in A : \A n \in LiveC : st[n] = "up" => fence[n] <= ep[a]
=============================================================================
