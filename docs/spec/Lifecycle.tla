----------------------------- MODULE Lifecycle -----------------------------
(* What a long life adds to Authority.tla: nodes that join while it goes on   *)
(* (rules 1, 7), removal with its record (rule 19), forgetting of fence       *)
(* records (rule 18) with the floors that it rests on (rule 4), and grants     *)
(* that are applied once though their fence record is forgotten (rule 14).    *)
EXTENDS Authority
CONSTANTS
  REMOVAL,   \* TRUE: the authority may remove the entity
  FORGET     \* "floor": as rule 18 says; "careless": without asking for floors (bug); "never"
VARIABLES
  fl,        \* handovers that a node knows to be below their source's floor
  gd,        \* takeovers whose grant a node has applied
  tomb,      \* epoch of the removal that a node knows of, 0: none
  tack       \* what the frozen snapshots say of removals: <<node, fence, epoch>>
more == <<fl, gd, tomb, tack>>
all == <<vars, more>>
Init2 == Init /\ fl = [n \in N |-> {}] /\ gd = [n \in N |-> {}] /\ tomb = [n \in N |-> 0] /\ tack = {}
M == UNCHANGED more
\* ---------------------------------------------------------------- as before, but
RcvPrep2(n, m) == m.ty = "PREP" /\ m.h \notin fl[n] /\ RcvPrep(n, m) /\ M
RcvCommit2(n, m) == m.ty = "COMMIT" /\ m.h \notin fl[n] /\ RcvCommit(n, m) /\ M
RcvW2(n, m) == m.ty = "W" /\ m.e > tomb[n] /\ RcvW(n, m) /\ M
RcvGrant2(n, m) ==
  /\ m.ty = "GRANT" /\ m.f \notin gd[n] /\ RcvGrant(n, m)
  /\ gd' = [gd EXCEPT ![n] = @ \cup {m.f}] /\ UNCHANGED <<fl, tomb, tack>>
Enter2(n, f) == Enter(n, f) /\ tack' = tack \cup {<<n, f, tomb[n]>>} /\ UNCHANGED <<fl, gd, tomb>>
\* A removal at the highest epoch that anybody alive has seen: nothing is granted, and it is decided.
Top(f) == Max(SMax({m.ge : m \in {a \in Acks(f) : a.fr \notin cdead}}), SMax({m.e : m \in {a \in Acks(f) : a.fr \notin cdead}}))
IsRemoved(f) == \E t \in tack : t[2] = f /\ t[1] \notin cdead /\ t[3] > 0 /\ t[3] >= Top(f)
Decide2(f, q) ==
  IF IsRemoved(f)
  THEN /\ f \in 1..cf /\ f \notin cdec /\ f = cf /\ q = CHOOSE n \in LiveC : TRUE
       /\ \A n \in LiveC : \E m \in Acks(f) : m.fr = n
       /\ cdec' = cdec \cup {f} /\ msgs' = msgs \cup {[ty |-> "DECIDED", f |-> f, o |-> None]}
       /\ UNCHANGED <<st, lease, lim, fno, role, ep, tick, fence, own, src, dh, tgt, prov, prep, comm, nh,
                      cdead, cf, fset, cgr, acc, snapped>> /\ M
  ELSE Decide(f, q) /\ M
\* ---------------------------------------------------------------- new
Join(n) ==
  LET f == IF cf \in cdec THEN cf ELSE cf - 1 IN
  /\ st[n] = "no" /\ st' = [st EXCEPT ![n] = "up"]
  /\ fno' = [fno EXCEPT ![n] = f] /\ snapped' = snapped \cup {<<n, g>> : g \in 1..f}
  /\ fence' = [fence EXCEPT ![n] = 0] /\ own' = [own EXCEPT ![n] = None]
  /\ UNCHANGED <<msgs, lease, lim, role, ep, tick, src, dh, tgt, prov, prep, comm, nh, acc>> /\ CU /\ M
Remove(n) ==
  /\ REMOVAL /\ Act(n) /\ role[n] = "auth" /\ src[n] = 0
  /\ role' = [role EXCEPT ![n] = "none"] /\ tomb' = [tomb EXCEPT ![n] = ep[n]] /\ ep' = [ep EXCEPT ![n] = 0]
  /\ Send([ty |-> "GONE", fr |-> n, e |-> ep[n], f |-> fno[n]])
  /\ UNCHANGED <<st, lease, lim, fno, tick, fence, own, src, dh, tgt, prov, prep, comm, nh, acc, snapped>> /\ CU
  /\ UNCHANGED <<fl, gd, tack>>
RcvGone(n, m) ==   \* the standby has it: from here on the removal counts
  /\ m.ty = "GONE" /\ m.fr # n /\ Act(n) /\ Ok(n, m) /\ m.e >= fence[n] /\ tomb[n] = 0 /\ role[n] = "none"
  /\ tomb' = [tomb EXCEPT ![n] = m.e] /\ fence' = [fence EXCEPT ![n] = m.e] /\ own' = [own EXCEPT ![n] = m.fr]
  /\ UNCHANGED <<msgs, st, lease, lim, fno, role, ep, tick, src, dh, tgt, prov, prep, comm, nh, acc, snapped>> /\ CU
  /\ UNCHANGED <<fl, gd, tack>>
SentTo(s, n) == {m.h : m \in {p \in msgs : p.ty = "PREP" /\ p.fr = s /\ p.to = n}}
Floor(n, s) ==     \* a frame of s, of a fence that n has entered, bears its floor towards n
  LET closed == {h \in SentTo(s, n) : h # src[s] /\ h # dh[s]} IN
  /\ FORGET # "never" /\ n # s /\ Act(n) /\ Act(s) /\ s \notin Fenced(n) /\ fno[s] <= fno[n]
  /\ ~(closed \subseteq fl[n]) /\ fl' = [fl EXCEPT ![n] = @ \cup closed]
  /\ UNCHANGED vars /\ UNCHANGED <<gd, tomb, tack>>
Outcomes(n) == {m.h : m \in {d \in msgs : d.ty = "DONE" /\ d.fr = n}} \cup comm[n] \cup {h \in 1..MaxH : h + 10 \in prep[n]}
Forget(n) ==
  /\ FORGET # "never" /\ Act(n) /\ role[n] = "none" /\ prep[n] \cap (1..MaxH) = {} /\ tomb[n] = 0 /\ fence[n] # 0
  /\ FORGET = "floor" => Outcomes(n) \subseteq fl[n]
  /\ fence' = [fence EXCEPT ![n] = 0] /\ own' = [own EXCEPT ![n] = None]
  /\ prep' = [prep EXCEPT ![n] = {}] /\ comm' = [comm EXCEPT ![n] = {}]   \* outcomes go with it
  /\ UNCHANGED <<msgs, st, lease, lim, fno, role, ep, tick, src, dh, tgt, prov, nh, acc, snapped>> /\ CU /\ M
\* ----------------------------------------------------------------
Rcv2 == \E n \in N, m \in msgs :
          \/ RcvW2(n, m) \/ RcvPrep2(n, m) \/ RcvCommit2(n, m) \/ RcvGrant2(n, m) \/ RcvGone(n, m)
          \/ (Commit(n, m) \/ RcvDone(n, m) \/ RcvDecided(n, m)) /\ M
Proto2 == \/ Rcv2 \/ (\E n \in N : Renew(n) /\ M)
          \/ (\E n \in N, f \in 1..MaxDead : Enter2(n, f)) \/ (\E f \in 1..MaxDead, q \in N : Decide2(f, q))
          \/ (\E n \in N : st[n] # "up" /\ Expire(n) /\ M)
Next2 == \/ Proto2 \/ (Fault /\ M)
         \/ (\E n \in N : (Tick(n) /\ M) \/ Join(n) \/ Remove(n) \/ Forget(n))
         \/ (\E n, d \in N : (st[d] # "no" /\ Start(n, d) /\ M) \/ Floor(n, d))
\* ---------------------------------------------------------------- invariants
Quiet2 == (\A n \in N : st[n] = "crash" => n \in cdead) /\ ~ENABLED Proto2
Holders == {n \in LiveC : st[n] = "up" /\ tomb[n] > 0}
I3life == Quiet2 => \/ Cardinality({n \in LiveC : st[n] = "up" /\ role[n] = "auth"}) = 1
                    \/ Holders # {}
I3gone == Holders # {} => ~\E n \in LiveC : st[n] = "up" /\ role[n] = "auth" /\ ep[n] < SMax({tomb[k] : k \in Holders})
I2life == LET A == {n \in LiveC : st[n] = "up" /\ role[n] = "auth"}
          IN Quiet2 => \A a \in A : \A n \in LiveC : st[n] = "up" => fence[n] <= ep[a]
=============================================================================
